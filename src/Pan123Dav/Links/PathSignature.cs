using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Storage;

namespace Pan123Dav.Links;

/// <summary>
/// AList's signature of a path: base64url, with its padding, of HMAC-SHA256 over <c>/decoded/path:expiry</c>, and <c>:expiry</c> behind it.
/// The expiry is Unix seconds, 0 for never. Ours differs in the key alone, which is a user's and not the administrator's.
/// </summary>
internal static class PathSignature
{
    /// <summary>The longest one, in bytes.</summary>
    public const int MaxLength = HashLength + 1 + MaxExpiryLength;

    // 32 bytes are one short of a multiple of three, so there is always one sign of padding.
    private const int HashLength = 44;
    private const int MaxExpiryLength = 20;
    private const int StackLimit = 1024;

    /// <summary>The signature of <paramref name="path"/>, good until <paramref name="expiry"/>.</summary>
    public static string Create(SigningKey key, StoragePath path, long expiry)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Write(key, path.Utf8, expiry, text)]);
    }

    /// <summary>Writes the signature of a path, which has form C and no slash at either end. Returns its length.</summary>
    public static int Write(SigningKey key, ReadOnlySpan<byte> path, long expiry, Span<byte> text)
    {
        Span<byte> digits = stackalloc byte[MaxExpiryLength];
        expiry.TryFormat(digits, out var digitCount, provider: CultureInfo.InvariantCulture);
        digits = digits[..digitCount];

        var size = path.Length + digits.Length + 2;
        var message = size <= StackLimit ? stackalloc byte[size] : new byte[size];
        message[0] = (byte)'/';
        path.CopyTo(message[1..]);
        message[path.Length + 1] = (byte)':';
        digits.CopyTo(message[(path.Length + 2)..]);

        Span<byte> hash = stackalloc byte[SigningKey.HashLength];
        key.Hash(message, hash);
        Base64Url.EncodeToUtf8(hash, text);
        text[HashLength - 1] = (byte)'=';
        text[HashLength] = (byte)':';
        digits.CopyTo(text[(HashLength + 1)..]);
        return HashLength + 1 + digits.Length;
    }

    /// <summary>When a signature ends, in Unix seconds; null when it has not the form of one.</summary>
    public static long? GetExpiry(ReadOnlySpan<char> sign)
    {
        sign = Trim(sign);
        if (sign.Length < HashLength + 2 || sign[HashLength] != ':')
        {
            return null;
        }

        var digits = sign[(HashLength + 1)..];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var expiry) && (digits.Length == 1 || digits[0] != '0')
            ? expiry
            : null;
    }

    /// <summary>
    /// Whether <paramref name="sign"/>, whose end is <paramref name="expiry"/>, is that of <paramref name="path"/>
    /// by <paramref name="key"/>. Takes the same time for every signature.
    /// </summary>
    public static bool Matches(SigningKey key, StoragePath path, long expiry, ReadOnlySpan<char> sign)
    {
        Span<byte> expected = stackalloc byte[MaxLength];
        expected = expected[..Write(key, path.Utf8, expiry, expected)];
        Span<byte> given = stackalloc byte[expected.Length];
        return Encoding.UTF8.TryGetBytes(Trim(sign), given, out var length) && CryptographicOperations.FixedTimeEquals(expected, given[..length]);
    }

    // AList's clients may put a slash behind it.
    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> sign) => sign is [.. var rest, '/'] ? rest : sign;
}
