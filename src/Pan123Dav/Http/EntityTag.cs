using System.Buffers;
using System.Buffers.Text;
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

    /// <returns>How many bytes it took.</returns>
    public static int Write(in StorageEntry entry, Span<byte> destination)
    {
        destination[0] = (byte)'"';
        var length = 1;
        if (GetHash(entry) is { } hash)
        {
            length += Encoding.ASCII.GetBytes(hash, destination[1..]);
        }
        else
        {
            Utf8Formatter.TryFormat(entry.Fingerprint, destination[1..], out var digits, new StandardFormat('x', 16));
            length += digits;
        }

        destination[length] = (byte)'"';
        return length + 1;
    }

    public static string ToText(in StorageEntry entry) =>
        GetHash(entry) is { } hash ? $"\"{hash}\"" : string.Create(CultureInfo.InvariantCulture, $"\"{entry.Fingerprint:x16}\"");

    private static string? GetHash(in StorageEntry entry) => entry.ContentHash is { Length: > 0 and <= MaxLength - 2 } hash ? hash : null;
}
