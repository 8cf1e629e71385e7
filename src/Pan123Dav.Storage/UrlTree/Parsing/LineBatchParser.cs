using System.Text;
using System.Text.Unicode;
using Pan123Dav.Storage.Entries;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Reads the lines of a batch, each by itself.</summary>
internal sealed class LineBatchParser(LineBatch batch)
{
    private readonly FileLineParser _files = new(batch.Diagnostics);
    private int _line;
    private int _prefixStart;
    private int _prefixLength;

    public void Read()
    {
        _line = 0;
        _prefixLength = 0;
        var text = batch.Text;
        for (int start = 0, length; start < text.Length; start += length + 1)
        {
            var end = text[start..].IndexOf((byte)'\n');
            length = end < 0 ? text.Length - start : end;
            _line++;
            if (batch.IsFirst && _line == 1)
            {
                var mark = text.StartsWith("\uFEFF"u8) ? 3 : 0;
                if (FindOtherFormat(text[mark..]) is { } fault)
                {
                    AddError(1, fault.Code, fault.Message);
                    batch.Lines.Add(new ParsedLine { Line = _line, LoneStart = -1, Kind = LineKind.End });
                    break;
                }

                ReadLine(text[mark..length], mark);
            }
            else
            {
                ReadLine(text.Slice(start, length), start);
            }
        }

        batch.LineCount = _line;
    }

    private static (string Code, string Message)? FindOtherFormat(ReadOnlySpan<byte> text) =>
        IsOtherEncoding(text) ? ("encoding", "The text is UTF-16 or UTF-32. Save it as UTF-8.")
        : JsonText.IsAtStart(text) ? ("json-text", "This is JSON, where a tree text should be: a line for each folder and file. "
            + "`pan123dav check` without a file checks appsettings.json, `pan123dav import` reads a backup of AList.")
        : null;

    private static bool IsOtherEncoding(ReadOnlySpan<byte> text) =>
        text.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || text.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            || text.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]);

    private void ReadLine(ReadOnlySpan<byte> raw, int start)
    {
        var reading = new ParsedLine { Line = _line, Start = start, Length = raw.Length, LoneStart = -1 };
        if (raw.Length >= TreeBuilder.LineLimit)
        {
            AddError(1, "line-too-long", "This line is longer than a mebibyte. End each folder and file with a line feed.");
            batch.Lines.Add(reading);
            return;
        }

        var line = new RawLine(raw);
        if (line.Text.IsEmpty || line.IsComment)
        {
            return;
        }

        reading.Level = (line.Spaces / 2) + line.Tabs;
        reading.IsIndentWrong = line.Tabs > 0 || line.Spaces % 2 != 0 || line.IsIndentWide;
        var isFolder = line.Text[^1] == (byte)':';
        reading.Kind = isFolder ? LineKind.WrongFolder : LineKind.Wrong;
        if (!CheckEncoding(line))
        {
            batch.Lines.Add(reading);
            return;
        }

        if (isFolder)
        {
            ReadFolder(line, ref reading);
        }
        else
        {
            ReadFile(line, ref reading);
        }

        batch.Lines.Add(reading);
    }

    private bool CheckEncoding(in RawLine line)
    {
        if (Utf8.IsValid(line.Text))
        {
            return true;
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(line.Text[at..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            at += consumed;
        }

        AddError(line.Column(at), "encoding", "These bytes are not UTF-8. Save the text as UTF-8.");
        return false;
    }

    private void ReadFolder(in RawLine line, ref ParsedLine reading)
    {
        var name = line.Text[..^1];
        if (NameError.Find(name) is { } fault)
        {
            var hint = name.IndexOf("://"u8) < 0 ? "" : " A line that ends with a colon is a folder: take the colon away if it is a file.";
            AddError(line.Column(fault.Offset), fault.Code, fault.Message + hint);
            return;
        }

        if (ListMarker.IsAtStart(name))
        {
            batch.Diagnostics.AddWarning(_line, line.Column(0), "list-marker", ListMarker.Remedy);
        }

        reading.Kind = LineKind.Folder;
        reading.Entry = PendingEntry.Collection(name, null, batch.Reserve(PendingEntry.Room(name.Length, 0)));
        reading.EntryStart = batch.Take(reading.Entry.TextLength);
    }

    private void ReadFile(in RawLine line, ref ParsedLine reading)
    {
        var isGood = _files.TryParse(line, _line, out var file);
        reading.LoneStart = file.IsLengthAmbiguous ? file.LengthStart : -1;
        if (!isGood)
        {
            // Without an address it was meant for a folder, to which the lines below it belong.
            reading.Kind = FileLineParser.HasAddress(line.Text) ? LineKind.Wrong : LineKind.WrongFolder;
            return;
        }

        reading.Kind = LineKind.File;
        reading.NameStart = file.NameStart;
        TakePrefix(file.Url[..file.TailStart]);
        reading.PrefixStart = _prefixStart;
        reading.PrefixLength = _prefixLength;
        var room = batch.Reserve(PendingEntry.Room(file.Name.Length, file.Url.Length - file.TailStart));
        reading.Entry = PendingEntry.File(file.Name, file.Url, file.TailStart, file.Length,
            file.Modified, file.IsLengthAmbiguous, file.IsTailEncodedName, room);
        reading.EntryStart = batch.Take(reading.Entry.TextLength);
    }

    private void TakePrefix(ReadOnlySpan<byte> prefix)
    {
        if (_prefixLength == 0 || !prefix.SequenceEqual(batch.EntryText(_prefixStart)[.._prefixLength]))
        {
            prefix.CopyTo(batch.Reserve(prefix.Length));
            _prefixStart = batch.Take(prefix.Length);
            _prefixLength = prefix.Length;
        }
    }

    private void AddError(int column, string code, string message) => batch.Diagnostics.AddError(_line, column, code, message);
}
