using System.Security.Cryptography;

namespace Pan123Dav.Data;

/// <summary>A random key that is made once and kept in the data folder, so that what it signed holds after a restart.</summary>
internal static class KeyFile
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    /// <summary>Keeps <paramref name="key"/> in the place of the one of this name. Returns why it is not kept; null when it is.</summary>
    public static string? Replace(string folder, string name, byte[] key)
    {
        try
        {
            OwnerOnly.CreateFolder(folder);
            using var file = OwnerOnly.Open(Path.Combine(folder, name), FileShare.None);
            file.SetLength(0);
            file.Write(key);
            file.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>The key of this name.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="name">The file's name, of those that <see cref="OwnerOnly"/> keeps to the owner.</param>
    /// <param name="problem">Why it is not kept; null when it is.</param>
    public static byte[] GetOrCreate(string folder, string name, out string? problem)
    {
        problem = null;
        var key = new byte[Length];
        try
        {
            OwnerOnly.CreateFolder(folder);
            using var file = OwnerOnly.Open(Path.Combine(folder, name), FileShare.None);
            if (file.Length == Length)
            {
                file.ReadExactly(key);
                return key;
            }

            // Cut short by a full disk, or by whatever: nothing that it signed can be known again.
            RandomNumberGenerator.Fill(key);
            file.SetLength(0);
            file.Write(key);
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = e.Message;
            RandomNumberGenerator.Fill(key);
        }

        return key;
    }
}
