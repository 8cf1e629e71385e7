using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// How a command on the gateway's machine shows that the owner runs it: whoever can read the key in <c>DataDirectory</c> may do what an administrator
/// may. A value holds for one method and address, and half a minute: <c>{Unix seconds}.{base64url of an HMAC}</c>.
/// </summary>
internal static class OwnerProof
{
    /// <summary>Name of the header that carries it.</summary>
    public const string Header = "X-Pan123Dav-Owner";

    private const int HashSize = 32;
    private const long MaxAge = 30;

    /// <summary>A value for one request.</summary>
    public static string Create(TicketKey key, string method, string target, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"{seconds}.{Base64Url.EncodeToString(GetHash(key, method, target, seconds))}");
    }

    /// <summary>Whether <paramref name="value"/> was made with the key for this request a moment ago.</summary>
    public static bool Verify(TicketKey key, string? value, string method, string target, DateTimeOffset now)
    {
        var dot = value?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0
            && long.TryParse(value.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds - now.ToUnixTimeSeconds()) <= MaxAge
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(Base64Url.EncodeToString(GetHash(key, method, target, seconds))), Encoding.UTF8.GetBytes(value![(dot + 1)..]));
    }

    private static byte[] GetHash(TicketKey key, string method, string target, long seconds)
    {
        var hash = new byte[HashSize];
        key.Sign("owner", string.Create(CultureInfo.InvariantCulture, $"{method} {target} {seconds}"), hash);
        return hash;
    }
}
