using System.Buffers.Text;
using System.Globalization;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav;

/// <summary>
/// A file's strong entity tag, 18 characters with its quotes. It stands for what the owner wrote (address, size, time), not for a signature: it stays when the link is signed anew.
/// </summary>
internal static class EntityTag
{
    public const int Length = 18;

    public static void Write(in StorageEntry entry, Span<byte> destination)
    {
        destination[0] = (byte)'"';
        Utf8Formatter.TryFormat(entry.Fingerprint, destination[1..], out _, new System.Buffers.StandardFormat('x', 16));
        destination[17] = (byte)'"';
    }

    public static string ToText(in StorageEntry entry) => string.Create(Length, entry.Fingerprint, static (text, fingerprint) =>
    {
        text[0] = '"';
        fingerprint.TryFormat(text[1..], out _, "x16", CultureInfo.InvariantCulture);
        text[17] = '"';
    });
}
