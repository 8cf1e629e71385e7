using System.Security.Cryptography;
using System.Text;
using Pan123Dav.Data;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// The secret that tickets are bound with: 32 random bytes, kept in <c>DataDirectory</c> so that links stay good over a restart. Everything that is
/// made with it begins with a label of its own, so that nothing made for one purpose serves for another.
/// </summary>
internal sealed class TicketKey
{
    /// <summary>Name of the file in <c>DataDirectory</c>.</summary>
    public const string FileName = "pan123dav.ticket.key";

    private const int Size = 32;

    private readonly byte[] _key;

    private TicketKey(byte[] key) => _key = key;

    /// <summary>A new one that nobody else has.</summary>
    public static TicketKey Create() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>The key that is kept in <paramref name="folder"/>; null when there is none, or it cannot be read.</summary>
    public static TicketKey? TryRead(string folder)
    {
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, FileName));
            return bytes.Length == Size ? new TicketKey(bytes) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The key that is kept in <paramref name="folder"/>. Where there is none, or something else, a new one is made and kept there.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read or kept.</exception>
    public static TicketKey ReadOrCreate(string folder)
    {
        OwnerOnly.CreateFolder(folder);
        using var file = OwnerOnly.Open(Path.Combine(folder, FileName), FileShare.None);
        var bytes = new byte[Size];
        if (file.Length != Size || file.ReadAtLeast(bytes, Size, throwOnEndOfStream: false) < Size)
        {
            RandomNumberGenerator.Fill(bytes);
            file.SetLength(0);
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        return new TicketKey(bytes);
    }

    /// <summary>Of these bytes, which another gateway made.</summary>
    public static TicketKey Restore(byte[] key) => new(key);

    /// <summary>The bytes; secret.</summary>
    public byte[] ToBytes() => _key;

    /// <summary>Keeps it in <paramref name="folder"/>, in place of the one that is there.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be kept.</exception>
    public void Write(string folder)
    {
        using var file = OwnerOnly.Open(Path.Combine(folder, FileName), FileShare.None);
        file.SetLength(0);
        file.Write(_key);
        file.Flush(flushToDisk: true);
    }

    /// <summary>HMAC-SHA256 of <paramref name="data"/>, cut to the length of <paramref name="destination"/>.</summary>
    public void Sign(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, data, hash);
        hash[..destination.Length].CopyTo(destination);
    }

    /// <summary>The same of a label and a text, which holds no NUL.</summary>
    public void Sign(string label, string text, Span<byte> destination) => Sign(Encoding.UTF8.GetBytes($"{label}\0{text}"), destination);

    /// <summary>Nothing secret.</summary>
    public override string ToString() => nameof(TicketKey);
}
