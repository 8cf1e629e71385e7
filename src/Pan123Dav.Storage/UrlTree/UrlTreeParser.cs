using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Pan123Dav.Storage.UrlTree;

/// <summary>Builds a tree from the lines of a text, in one pass, reporting everything that is wrong with it.</summary>
internal sealed class UrlTreeParser
{
    /// <summary>Lines are shorter than this many bytes.</summary>
    public const int LineLimit = 1 << 20;

    private const int NoRow = -1;

    private readonly EntryTableBuilder _builder;
    private readonly TreeDiagnosticList _diagnostics = new();
    private readonly LineNumbers _lines = new();
    private readonly FileLineParser _files;
    private readonly Stack<(int Level, int Row)> _folders = new();
    private int _line;
    private int _collections;
    private bool _isOver;

    public UrlTreeParser(EntryTableBuilder? builder = null)
    {
        _builder = builder ?? new EntryTableBuilder();
        _files = new FileLineParser(_diagnostics);
        _folders.Push((-1, 0));
    }

    /// <summary>Which line each row came from; complete when the text has ended.</summary>
    public LineNumbers Lines => _lines;

    /// <summary>Takes the next line, without its line feed.</summary>
    public void ReadLine(ReadOnlySpan<byte> raw)
    {
        _line++;
        if (_line == 1)
        {
            raw = ReadMark(raw);
        }

        if (_builder.IsFull && !_isOver)
        {
            _isOver = true;
            _diagnostics.AddError(_line, 1, "too-large", "The tree holds more than 4 GiB of names and URLs up to here. Divide it into several mounts.");
        }

        if (_isOver)
        {
            return;
        }

        if (raw.Length >= LineLimit)
        {
            _diagnostics.AddError(_line, 1, "line-too-long", "This line is longer than a mebibyte. End each folder and file with a line feed.");
            return;
        }

        var line = new TreeLine(raw);
        if (line.Text.IsEmpty || line.IsComment)
        {
            return;
        }

        var (level, parent) = Place(line);
        var isFolder = line.Text[^1] == (byte)':';
        var isText = CheckEncoding(line);
        if (isFolder)
        {
            _folders.Push((level, isText ? ReadFolder(line, parent) : NoRow));
        }
        else if (isText)
        {
            ReadFile(line, parent);
        }
    }

    /// <summary>Ends the text.</summary>
    public UrlTreeParseResult Complete(IStorage owner)
    {
        _files.LoneNumbers.Report(_diagnostics);
        var table = _diagnostics.HasErrors ? null : _builder.Build(owner);
        return new UrlTreeParseResult(table, _diagnostics.ToSorted(), _builder.Count - 1 - _collections, _collections);
    }

    private ReadOnlySpan<byte> ReadMark(ReadOnlySpan<byte> raw)
    {
        _isOver = raw.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || raw.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            || raw.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]);
        if (_isOver)
        {
            _diagnostics.AddError(1, 1, "encoding", "The text is UTF-16 or UTF-32. Save it as UTF-8.");
        }

        return raw.StartsWith("\uFEFF"u8) ? raw[3..] : raw;
    }

    private (int Level, int Parent) Place(in TreeLine line)
    {
        var level = (line.Spaces / 2) + line.Tabs;
        while (level <= _folders.Peek().Level)
        {
            _folders.Pop();
        }

        var top = _folders.Peek();
        if (line.Tabs > 0)
        {
            _diagnostics.AddError(_line, line.TabColumn, "tab-indent", "A tab in the indent. Indent with two spaces a level.");
        }
        else if (line.Spaces % 2 != 0)
        {
            _diagnostics.AddError(_line, line.Column(0), "odd-indent",
                $"{line.Spaces} space{(line.Spaces == 1 ? "" : "s")} of indent are no whole level. Indent with two spaces a level.");
        }
        else if (level > top.Level + 1)
        {
            _diagnostics.AddWarning(_line, line.Column(0), "indent-jump",
                "Indented deeper than its folder allows, and taken as a member of that folder. Indent with two spaces a level.");
        }

        return (level, top.Row);
    }

    private bool CheckEncoding(in TreeLine line)
    {
        if (Utf8.IsValid(line.Text))
        {
            return true;
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(line.Text[at..], out _, out var consumed) == OperationStatus.Done)
        {
            at += consumed;
        }

        _diagnostics.AddError(_line, line.Column(at), "encoding", "These bytes are not UTF-8. Save the text as UTF-8.");
        return false;
    }

    private int ReadFolder(in TreeLine line, int parent)
    {
        var name = line.Text[..^1];
        if (NameFault.Find(name) is { } fault)
        {
            var hint = name.IndexOf("://"u8) < 0 ? "" : " A line that ends with a colon is a folder: take the colon away if it is a file.";
            _diagnostics.AddError(_line, line.Column(fault.Offset), fault.Code, fault.Message + hint);
            return NoRow;
        }

        if (parent == NoRow)
        {
            return NoRow;
        }

        if (_builder.TryAddCollection(parent, name, out var row))
        {
            _lines.Add(row, _line);
            _collections++;
        }
        else if (!_builder.IsCollection(row))
        {
            AddDuplicate(line, 0, row, "folder");
            return NoRow;
        }

        return row;
    }

    private void ReadFile(in TreeLine line, int parent)
    {
        if (!_files.TryParse(line, _line, out var file) || parent == NoRow)
        {
            return;
        }

        if (_builder.TryAddFile(parent, file.Name, file.Url, file.Length, file.Modified, out var row, file.IsLengthAmbiguous))
        {
            _lines.Add(row, _line);
        }
        else
        {
            AddDuplicate(line, file.NameStart, row, "file");
        }
    }

    private void AddDuplicate(in TreeLine line, int nameStart, int other, string kind) =>
        _diagnostics.AddWarning(_line, line.Column(nameStart), "duplicate-name",
            $"This {kind} is left out: line {_lines.Find(other)} has a {(_builder.IsCollection(other) ? "folder" : "file")} of the same name in the same place. Give one of them another name.");
}
