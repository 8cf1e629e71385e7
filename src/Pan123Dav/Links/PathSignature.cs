using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pan123Dav.Storage;

namespace Pan123Dav.Links;

/// <summary>
/// AList's signature of a path: base64url, with its padding, of HMAC-SHA256 over <c>/decoded/path:expiry</c>, and <c>:expiry</c> behind it.
/// The expiry is Unix seconds, 0 for never. Ours differs in the key alone, which is a user's and not the administrator's.
/// </summary>
internal static class PathSignature
{
    // 32 bytes are one short of a multiple of three, so there is always one sign of padding.
    private const int HashLength = 44;
    private const int MaxExpiryLength = 20;
    private const int StackLimit = 1024;

    /// <summary>The signature of <paramref name="path"/>, good until <paramref name="expiry"/>.</summary>
    public static string Create(ReadOnlySpan<byte> key, StoragePath path, long expiry)
    {
        Span<byte> text = stackalloc byte[HashLength + 1 + MaxExpiryLength];
        return Encoding.ASCII.GetString(text[..Write(key, path, expiry, text)]);
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
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var expiry) && (digits.Length == 1 || digits[0] != '0') ? expiry : null;
    }

    /// <summary>Whether <paramref name="sign"/>, whose end is <paramref name="expiry"/>, is that of <paramref name="path"/> by <paramref name="key"/>. Takes the same time for every signature.</summary>
    public static bool Matches(ReadOnlySpan<byte> key, StoragePath path, long expiry, ReadOnlySpan<char> sign)
    {
        Span<byte> expected = stackalloc byte[HashLength + 1 + MaxExpiryLength];
        expected = expected[..Write(key, path, expiry, expected)];
        Span<byte> given = stackalloc byte[expected.Length];
        return Encoding.UTF8.TryGetBytes(Trim(sign), given, out var length) && CryptographicOperations.FixedTimeEquals(expected, given[..length]);
    }

    // AList's clients may put a slash behind it.
    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> sign) => sign is [.. var rest, '/'] ? rest : sign;

    private static int Write(ReadOnlySpan<byte> key, StoragePath path, long expiry, Span<byte> text)
    {
        Span<byte> digits = stackalloc byte[MaxExpiryLength];
        expiry.TryFormat(digits, out var digitCount, provider: CultureInfo.InvariantCulture);
        digits = digits[..digitCount];

        var size = path.Utf8.Length + digits.Length + 2;
        var message = size <= StackLimit ? stackalloc byte[size] : new byte[size];
        message[0] = (byte)'/';
        path.Utf8.CopyTo(message[1..]);
        message[path.Utf8.Length + 1] = (byte)':';
        digits.CopyTo(message[(path.Utf8.Length + 2)..]);

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message, hash);
        Base64Url.EncodeToUtf8(hash, text);
        text[HashLength - 1] = (byte)'=';
        text[HashLength] = (byte)':';
        digits.CopyTo(text[(HashLength + 1)..]);
        return HashLength + 1 + digits.Length;
    }
}
