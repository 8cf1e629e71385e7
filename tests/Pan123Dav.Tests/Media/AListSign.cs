using System.Security.Cryptography;
using System.Text;

namespace Pan123Dav.Tests.Media;

/// <summary>Signs as a client that holds a token does by itself, such as emby2Alist.</summary>
internal static class AListSign
{
    public static string Create(string token, string path, long expiry = 0) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes($"{path}:{expiry}"))).Replace('+', '-').Replace('/',
            '_') + $":{expiry}";
}
