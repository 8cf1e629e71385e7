using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Pan123Dav.Storage;

namespace Pan123Dav.Http;

/// <summary>
/// A file's strong entity tag: the digest of its content where the storage knows one; else it stands for what the owner wrote
/// (address, size, time), not for a signature: it stays when the link is signed anew.
/// </summary>
internal static class EntityTag
{
    /// <summary>The most characters, quotes included.</summary>
    public const int MaxLength = 66;

    /// <summary>Writes the tag of a file.</summary>
    /// <param name="contentHash">As <see cref="StorageEntry.ContentHash"/>.</param>
    /// <param name="fingerprint">As <see cref="StorageEntry.Fingerprint"/>.</param>
    /// <param name="destination">Room for <see cref="MaxLength"/> bytes.</param>
    /// <returns>How many bytes it took.</returns>
    public static int Write(string? contentHash, ulong fingerprint, Span<byte> destination)
    {
        destination[0] = (byte)'"';
        var length = 1;
        if (GetUsable(contentHash) is { } hash)
        {
            length += Encoding.ASCII.GetBytes(hash, destination[1..]);
        }
        else
        {
            Span<byte> bytes = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, fingerprint);
            Convert.TryToHexStringLower(bytes, destination[1..], out var digits);
            length += digits;
        }

        destination[length] = (byte)'"';
        return length + 1;
    }

    public static string ToText(in StorageEntry entry) =>
        GetUsable(entry.ContentHash) is { } hash ? $"\"{hash}\"" : string.Create(CultureInfo.InvariantCulture, $"\"{entry.Fingerprint:x16}\"");

    private static string? GetUsable(string? contentHash) => contentHash is { Length: > 0 and <= MaxLength - 2 } hash ? hash : null;
}
