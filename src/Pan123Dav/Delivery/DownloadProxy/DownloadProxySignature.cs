using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pan123Dav.Delivery.DownloadProxy;

/// <summary>What AList's download proxies check an address by: URL-safe base64, with its padding, of HMAC-SHA256 over <c>path:expiry</c>, and <c>:expiry</c> behind it.</summary>
internal static class DownloadProxySignature
{
    /// <summary>Signs a file's decoded path, with a slash in front, until <paramref name="expiry"/> in Unix seconds.</summary>
    public static string Create(string token, string path, long expiry)
    {
        var time = expiry.ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes($"{path}:{time}"));

        // 32 bytes are one short of a multiple of three, so there is always one sign of padding, which the encoder leaves out.
        return $"{Base64Url.EncodeToString(hash)}=:{time}";
    }
}
