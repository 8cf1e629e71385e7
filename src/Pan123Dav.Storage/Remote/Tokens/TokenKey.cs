using System.Security.Cryptography;
using System.Text;

namespace Pan123Dav.Storage.Remote.Tokens;

/// <summary>What a token is stored under.</summary>
internal static class TokenKey
{
    /// <summary>The SHA-256 of all that makes a sign-in this one, in hex: it tells credentials apart without revealing them.</summary>
    public static string Create(MountType type, Uri baseUrl, params IEnumerable<string> credentials) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [type.ToString(), baseUrl.AbsoluteUri, .. credentials]))));
}
