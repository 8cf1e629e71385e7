using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pan123Dav.Authentication.Tokens;

/// <summary>
/// What a sign-in by AList's API is answered with: <c>user~expiry~signature</c>, the first and the last in base64url. It stands for the user as the
/// API token does, but signs nothing. Nothing is kept of it: it ends with its time, a changed password, a replaced API token or the user.
/// </summary>
internal static class LoginToken
{
    private const char Separator = '~';
    private const int MaxUserLength = 1024;

    public static string Create(ApiToken token, DateTimeOffset expires)
    {
        var claim =
            $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token.User))}{Separator}{expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        return $"{claim}{Separator}{Sign(token, claim)}";
    }

    /// <summary>Whether <paramref name="value"/> was made for a user there is, with the password and API token of now.</summary>
    /// <param name="value">What came as Authorization.</param>
    /// <param name="find">The API token of a user.</param>
    /// <param name="token">The user's API token.</param>
    /// <param name="expires">When it ends, which the caller looks at.</param>
    public static bool TryVerify(ReadOnlySpan<char> value, Func<string, ApiToken?> find, [NotNullWhen(true)] out ApiToken? token, out DateTimeOffset expires)
    {
        (token, expires) = (null, default);
        var first = value.IndexOf(Separator);
        var last = value.LastIndexOf(Separator);
        if (first is <= 0 or > MaxUserLength || last <= first || !TryDecode(value[..first], out var user)
            || !long.TryParse(value[(first + 1)..last], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds() || find(user) is not { } found)
        {
            return false;
        }

        expires = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var expected = Encoding.ASCII.GetBytes(Sign(found, value[..last]));
        var given = Encoding.UTF8.GetBytes(value[(last + 1)..].ToString());
        token = CryptographicOperations.FixedTimeEquals(expected, given) ? found : null;
        return token is not null;
    }

    private static string Sign(ApiToken token, ReadOnlySpan<char> claim)
    {
        var message = Encoding.UTF8.GetBytes($"login:{token.PasswordStamp}:{claim}");
        Span<byte> hash = stackalloc byte[SigningKey.HashLength];
        token.Key.Hash(message, hash);
        return Base64Url.EncodeToString(hash);
    }

    private static bool TryDecode(ReadOnlySpan<char> encoded, out string user)
    {
        // Decoding what is none throws, in spite of its name.
        user = Base64Url.IsValid(encoded) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded)) : "";
        return user.Length > 0;
    }
}
