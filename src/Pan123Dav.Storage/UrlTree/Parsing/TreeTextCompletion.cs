using System.Globalization;
using System.Text;
using Pan123Dav.Storage.Entries;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>
/// Writes a tree text again with sizes and times in it. Comments, order, indents, line ends and everything that is not understood stay as they are.
/// </summary>
public static class TreeTextCompletion
{
    /// <summary>Completes <paramref name="text"/> into <paramref name="output"/>.</summary>
    /// <param name="text">UTF-8, with or without a byte order mark.</param>
    /// <param name="learn">Enters what is known into the tree of the text.</param>
    /// <param name="output">The new text.</param>
    /// <returns>How many lines changed; null, with nothing written, when the text has errors.</returns>
    public static int? Complete(ReadOnlySpan<byte> text, Action<EntryTable> learn, Stream output)
    {
        ArgumentNullException.ThrowIfNull(learn);
        ArgumentNullException.ThrowIfNull(output);
        var parser = new TreeBuilder();
        foreach (var line in new Lines(text))
        {
            parser.ReadLine(line[^1] == (byte)'\n' ? line[..^1] : line);
        }

        if (parser.Complete(DetachedEntryOwner.Instance).Table is not { } table)
        {
            return null;
        }

        var rows = FilesByLine(parser.Lines, table);
        learn(table);
        var (number, changed) = (0, 0);
        foreach (var line in new Lines(text))
        {
            if (!rows.TryGetValue(++number, out var row) || !TryWrite(line, table, row, output))
            {
                output.Write(line);
            }
            else
            {
                changed++;
            }
        }

        return changed;
    }

    private static Dictionary<int, int> FilesByLine(RowLineMap lines, EntryTable table)
    {
        var rows = new Dictionary<int, int>(table.Count);
        for (var row = 1; row < table.Count; row++)
        {
            if (!table.IsCollection(row))
            {
                rows[lines.Find(row)] = row;
            }
        }

        return rows;
    }

    private static bool TryWrite(ReadOnlySpan<byte> raw, EntryTable table, int row, Stream output)
    {
        var mark = raw.StartsWith("\uFEFF"u8) ? 3 : 0;
        var line = new RawLine(raw[mark..]).Text;
        raw.Overlaps(line, out var start);
        FileLineParser.TryFindUrl(line, out var url, out _);
        var fields = url == 0 ? default : new FileFields(line[..(url - 1)]);
        var (length, modified) = (Text(table.GetLength(row)), Text(table.GetModified(row) ?? table.GetGivenModified(row)));
        if (url > 0 && Same(fields.Size, length) && Same(fields.Modified, modified) || (length.Length == 0 && modified.Length == 0))
        {
            return false;
        }

        output.Write(raw[..start]);
        if (url > 0 && fields.HasName)
        {
            output.Write(fields.Name);
            output.Write(":"u8);
        }

        output.Write(Encoding.ASCII.GetBytes($"{length}:{modified}:"));
        output.Write(raw[(start + url)..]);
        return true;
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static bool Same(ReadOnlySpan<byte> field, string number) =>
        RawLine.IsBlank(field) ? number.Length == 0 : long.TryParse(field, CultureInfo.InvariantCulture, out var given) && Text(given) == number;

    /// <summary>The lines of a text, each with its line feed.</summary>
    private ref struct Lines(ReadOnlySpan<byte> text)
    {
        private ReadOnlySpan<byte> _rest = text;

        public ReadOnlySpan<byte> Current { get; private set; }

        public readonly Lines GetEnumerator() => this;

        public bool MoveNext()
        {
            var end = _rest.IndexOf((byte)'\n') + 1;
            end = end == 0 ? _rest.Length : end;
            Current = _rest[..end];
            _rest = _rest[end..];
            return !Current.IsEmpty;
        }
    }
}
