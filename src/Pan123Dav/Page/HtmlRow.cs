using Pan123Dav.Console;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Page;

/// <summary>One row of the HTML listing: name, size a person can read (exact in the tooltip), time.</summary>
internal static class HtmlRow
{
    private const int FixedSize = 384;

    /// <param name="body">The page.</param>
    /// <param name="parentHref">The encoded path that the name follows.</param>
    /// <param name="entry">What the row is of.</param>
    /// <param name="text">The language.</param>
    /// <param name="folder">Decoded names that stand before the entry's own, for one that was found further down.</param>
    public static void Write(StreamingBody body, ReadOnlySpan<byte> parentHref, in StorageEntry entry, HtmlText text, ReadOnlySpan<byte> folder = default)
    {
        var row = entry.Read();
        var size = FixedSize + parentHref.Length + row.EncodedName.Length + ((folder.Length + row.Name.Length) * XmlText.MaxGrowth);
        var writer = new SpanWriter(body.GetSpan(size));
        writer.Write("<tr class=\""u8);
        writer.Rest[0] = (byte)EntryKinds.Get(row);
        writer.Advance(1);
        writer.Write("\"><td><a href=\""u8);
        writer.Write(parentHref);
        writer.Write(row.EncodedName);
        writer.Write(row.IsCollection ? "/\">"u8 : "\">"u8);
        writer.Advance(XmlText.Write(folder, writer.Rest));
        writer.Advance(XmlText.WriteName(row, writer.Rest));
        writer.Write(row.IsCollection ? "/</a></td><td>"u8 : "</a></td><td>"u8);
        if (row.Length is { } length)
        {
            writer.Write("<data value=\""u8);
            System.Buffers.Text.Utf8Formatter.TryFormat(length, writer.Rest, out var digits);
            writer.Advance(digits);
            writer.Write("\">"u8);
            writer.Advance(FileSizeFormatter.Write(length, writer.Rest));
            writer.Write("</data>"u8);
        }

        writer.Write("</td><td>"u8);
        if (row.Modified is { } modified)
        {
            WriteTime(ref writer, HttpDateFormat.FromUnixSeconds(modified));
        }

        writer.Write("</td><td>"u8);
        writer.Write(text.ActionsButton);
        writer.Write("</td></tr>\n"u8);
        body.Advance(writer.Written);
    }

    private static void WriteTime(ref SpanWriter writer, DateTime time)
    {
        writer.Write("<time datetime=\""u8);
        var exact = writer.Rest[..HttpDateFormat.Rfc3339Length];
        HttpDateFormat.WriteRfc3339(time, exact);
        writer.Advance(exact.Length);
        writer.Write("\">"u8);

        // The same again, to the minute and with a blank for people to read.
        exact.CopyTo(writer.Rest);
        writer.Rest[10] = (byte)' ';
        writer.Advance(16);
        writer.Write("</time>"u8);
    }
}
