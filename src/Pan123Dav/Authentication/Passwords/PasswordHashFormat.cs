using System.Buffers.Binary;

namespace Pan123Dav.Authentication.Passwords;

/// <summary>
/// Tells whether a configured text is a password hash that can be verified. The framework's hasher throws on text that is not base64,
/// and for anything else that is wrong refuses every password without a word.
/// </summary>
internal static class PasswordHashFormat
{
    /// <summary>About five seconds of work; more is a typing mistake that would let strangers keep a core busy.</summary>
    public const uint MaxIterations = 10_000_000;

    // The layouts are those of Microsoft.AspNetCore.Identity.PasswordHasher: version 2 is marker, salt, key;
    // version 3 is marker, then pseudo-random function, iterations and length of the salt as big-endian 32-bit numbers, salt, key.
    private const int Version2Length = 1 + 16 + 32;
    private const int Version3HeaderLength = 1 + 4 + 4 + 4;
    private const int MinPartLength = 16;
    private const int MaxLength = 1024;

    public static bool IsValid(string text)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return false;
        }

        bytes = bytes[..length];
        return bytes is [0, ..] ? length == Version2Length : bytes is [1, ..] && length > Version3HeaderLength && IsVersion3(bytes);
    }

    /// <summary>Whether a valid hash has at least <see cref="PasswordHashing.MinIterations"/> iterations of PBKDF2 with HMAC-SHA512.</summary>
    public static bool IsStrong(string text)
    {
        const uint hmacSha512 = 2;
        Span<byte> bytes = stackalloc byte[MaxLength];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > Version3HeaderLength && bytes[0] == 1
            && BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]) == hmacSha512
            && BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]) >= PasswordHashing.MinIterations;
    }

    private static bool IsVersion3(ReadOnlySpan<byte> bytes)
    {
        var function = BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]);
        var iterations = BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]);
        var saltLength = BinaryPrimitives.ReadUInt32BigEndian(bytes[9..]);
        return function <= 2
            && iterations is > 0 and <= MaxIterations
            && saltLength is >= MinPartLength and < MaxLength
            && bytes.Length - Version3HeaderLength - (int)saltLength >= MinPartLength;
    }
}
