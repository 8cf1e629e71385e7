using System.Security.Cryptography;

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>SHA-256 in lowercase hexadecimal.</summary>
internal static class Digest
{
    public static string Of(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string OfFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
