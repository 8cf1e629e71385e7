using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav;

/// <summary>
/// A file's strong entity tag: the digest of its content where the storage knows one; else it stands for what the owner wrote (address, size, time), not for a signature:
/// it stays when the link is signed anew.
/// </summary>
internal static class EntityTag
{
    /// <summary>The most characters, quotes included.</summary>
    public const int MostLength = 66;

    /// <returns>How many bytes it took.</returns>
    public static int Write(in StorageEntry entry, Span<byte> destination)
    {
        destination[0] = (byte)'"';
        var length = 1;
        if (HashOf(entry) is { } hash)
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
        HashOf(entry) is { } hash ? $"\"{hash}\"" : string.Create(CultureInfo.InvariantCulture, $"\"{entry.Fingerprint:x16}\"");

    private static string? HashOf(in StorageEntry entry) => entry.ContentHash is { Length: > 0 and <= MostLength - 2 } hash ? hash : null;
}
