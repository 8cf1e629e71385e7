using Pan123Dav.Storage;

namespace Pan123Dav.Http;

/// <summary>Names as XML and HTML text: markup escaped, and what XML 1.0 cannot hold replaced, so that one name never fails a listing.</summary>
internal static class XmlText
{
    /// <summary>The most bytes a name can grow to: <c>&amp;quot;</c> for one.</summary>
    public const int MaxGrowth = 6;

    /// <summary>Writes <paramref name="name"/> and returns how many bytes that took.</summary>
    public static int Write(ReadOnlySpan<byte> name, Span<byte> destination)
    {
        var written = 0;
        for (var i = 0; i < name.Length; i++)
        {
            ReadOnlySpan<byte> replacement;
            switch (name[i])
            {
                case (byte)'&':
                    replacement = "&amp;"u8;
                    break;
                case (byte)'<':
                    replacement = "&lt;"u8;
                    break;
                case (byte)'>':
                    replacement = "&gt;"u8;
                    break;
                case (byte)'"':
                    replacement = "&quot;"u8;
                    break;
                case (byte)'\'':
                    replacement = "&#39;"u8;
                    break;
                case 0xEF when IsNoncharacter(name[i..]):
                    replacement = "\uFFFD"u8;
                    i += 2;
                    break;
                default:
                    destination[written++] = name[i];
                    continue;
            }

            replacement.CopyTo(destination[written..]);
            written += replacement.Length;
        }

        return written;
    }

    /// <summary>Writes an entry's name, which is mostly plain and then only copied.</summary>
    public static int WriteName(in EntryRow row, Span<byte> destination)
    {
        if (!row.IsNamePlain)
        {
            return Write(row.Name, destination);
        }

        row.Name.CopyTo(destination);
        return row.Name.Length;
    }

    // U+FFFE and U+FFFF.
    private static bool IsNoncharacter(ReadOnlySpan<byte> text) => text.Length >= 3 && text[1] == 0xBF && text[2] >= 0xBE;
}
