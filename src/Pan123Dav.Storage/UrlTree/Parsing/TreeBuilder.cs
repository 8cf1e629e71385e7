using System.Runtime.InteropServices;
using System.Text;
using Pan123Dav.Storage.Entries;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Builds a tree from the lines of a text, in one pass, reporting everything that is wrong with it.</summary>
internal sealed class TreeBuilder(EntryTableBuilder? builder = null, TreeTextRules? rules = null)
{
    /// <summary>Lines are shorter than this many bytes.</summary>
    public const int LineLimit = 1 << 20;

    private const int NoRow = -1;
    private const int Foreseen = 16;

    private readonly EntryTableBuilder _builder = builder ?? new EntryTableBuilder();
    private readonly TreeDiagnosticList _diagnostics = new();
    private readonly RowLineMap _lines = new();
    private readonly AmbiguousNumberWarnings _loneNumbers = new();
    private readonly InsecureLinks _insecureLinks = new();
    private readonly TreeTextRules _rules = rules ?? TreeTextRules.None;
    private readonly Stack<(int Level, int Row)> _folders = new([(-1, 0)]);
    private LineBatch? _single;
    private int _linesBefore;
    private int _line;
    private int _parent;
    private int _collections;
    private int _filesWithoutPlace;
    private int _collectionsWithoutPlace;

    /// <summary>Which line each row came from; complete when the text has ended.</summary>
    public RowLineMap Lines => _lines;

    /// <summary>Whether nothing that is still added will matter.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Takes the next line, without its line feed.</summary>
    public void ReadLine(ReadOnlySpan<byte> raw)
    {
        _single ??= new LineBatch(256);
        _single.Restart(raw);
        _single.Append("\n"u8);
        _single.Offer(isFirst: _linesBefore == 0);
        _single.TryRead();
        Add(_single);
    }

    /// <summary>Takes the next lines, which have been read.</summary>
    public void Add(LineBatch batch)
    {
        batch.Wait();
        var known = 0;
        var readings = CollectionsMarshal.AsSpan(batch.Lines);
        for (var at = 0; at < readings.Length; at++)
        {
            if (at % Foreseen == 0)
            {
                Prefetch(readings[at..Math.Min(at + Foreseen, readings.Length)]);
            }

            ref readonly var reading = ref readings[at];
            if (IsOver || IsFull(_linesBefore + reading.Line))
            {
                return;
            }

            _line = _linesBefore + reading.Line;
            (var level, _parent) = reading.Kind is LineKind.Unreadable or LineKind.End ? (0, NoRow) : Place(batch, reading);
            for (; known < batch.Diagnostics.Count && batch.Diagnostics[known].Line == reading.Line; known++)
            {
                _diagnostics.Add(batch.Diagnostics[known] with { Line = _line });
            }

            Take(batch, reading, level, _parent);
        }

        _linesBefore += batch.LineCount;
        _ = IsOver || IsFull(_linesBefore);
    }

    /// <summary>Ends the text.</summary>
    public UrlTreeParseResult Complete(IEntryOwner owner)
    {
        _loneNumbers.Report(_diagnostics);
        _insecureLinks.Report(_diagnostics);
        if (_builder.Count == 1 && !_diagnostics.HasErrors)
        {
            _diagnostics.AddWarning(1, 1, "empty-text", "There is no file and no folder in this text, so nothing is shown. Write one direct link a line.");
        }

        var table = _diagnostics.HasErrors ? null : _builder.Build(owner);
        var files = _builder.Count - 1 - _collections + _filesWithoutPlace;
        return new UrlTreeParseResult(table, _diagnostics.ToSorted(), files, _collections + _collectionsWithoutPlace);
    }

    // Most lines are members of the same folder as the line before; a wrong guess costs one useless prefetch.
    private void Prefetch(ReadOnlySpan<ParsedLine> readings)
    {
        foreach (ref readonly var reading in readings)
        {
            _builder.Prefetch(_parent, reading.Entry);
        }
    }

    // The line that filled the table was still taken: it is an error only if another line follows.
    private bool IsFull(int line)
    {
        if (_builder.IsFull && line > _line)
        {
            IsOver = true;
            _diagnostics.AddError(_line + 1, 1, "too-large", "The tree holds more than 4 GiB of names and URLs up to here. Divide it into several mounts.");
        }

        return IsOver;
    }

    private (int Level, int Parent) Place(LineBatch batch, in ParsedLine reading)
    {
        var level = reading.Level;
        while (level <= _folders.Peek().Level)
        {
            _folders.Pop();
        }

        var top = _folders.Peek();
        if (reading.IsIndentWrong || level > top.Level + 1)
        {
            ReportIndent(batch.Line(reading));
        }

        return (level, top.Row);
    }

    private void ReportIndent(in RawLine line)
    {
        if (line.IsIndentWide)
        {
            Rune.DecodeFromUtf8(line.Wide, out var rune, out _);
            _diagnostics.AddWarning(_line, line.WideColumn, "wide-indent",
                $"The indent holds U+{rune.Value:X4}, which looks like a space and does not count as one. Indent with two ordinary spaces a level.");
        }

        if (line.Tabs > 0)
        {
            _diagnostics.AddError(_line, line.TabColumn, "tab-indent", "A tab in the indent. Indent with two spaces a level.");
        }
        else if (line.Spaces % 2 != 0)
        {
            _diagnostics.AddError(_line, line.Column(0), "odd-indent",
                $"{line.Spaces} space{(line.Spaces == 1 ? "" : "s")} of indent are no whole level. Indent with two spaces a level.");
        }
        else if (!line.IsIndentWide)
        {
            _diagnostics.AddWarning(_line, line.Column(0), "indent-jump",
                "Indented deeper than its folder allows, and taken as a member of that folder. Indent with two spaces a level.");
        }
    }

    private void Take(LineBatch batch, in ParsedLine reading, int level, int parent)
    {
        if (reading.LoneStart >= 0)
        {
            _loneNumbers.Add(_line, batch.Line(reading), reading.LoneStart);
        }

        switch (reading.Kind)
        {
            case LineKind.End:
                IsOver = true;
                break;
            case LineKind.File when parent != NoRow:
                TakeFile(batch, reading, parent);
                break;
            case LineKind.File:
                _filesWithoutPlace++;
                break;
            case LineKind.Folder when parent != NoRow:
                _folders.Push((level, TakeFolder(batch, reading, parent)));
                break;
            case LineKind.Folder or LineKind.WrongFolder:
                _collectionsWithoutPlace += reading.Kind == LineKind.Folder ? 1 : 0;
                _folders.Push((level, NoRow));
                break;
        }
    }

    private int TakeFolder(LineBatch batch, in ParsedLine reading, int parent)
    {
        if (_builder.TryAdd(parent, reading.Entry, batch.EntryText(reading.EntryStart), default, out var row))
        {
            _lines.Add(row, _line);
            _collections++;
            CheckName(batch, reading, parent);
        }
        else if (!_builder.IsCollection(row))
        {
            AddDuplicate(batch, reading, row, "folder");
            return NoRow;
        }

        return row;
    }

    private void TakeFile(LineBatch batch, in ParsedLine reading, int parent)
    {
        var prefix = batch.EntryText(reading.PrefixStart)[..reading.PrefixLength];
        if (_builder.TryAdd(parent, reading.Entry, batch.EntryText(reading.EntryStart), prefix, out var row))
        {
            _lines.Add(row, _line);
            CheckName(batch, reading, parent);
            if (_rules.IsSecure)
            {
                _insecureLinks.Add(prefix, _line, batch.Line(reading));
            }
        }
        else
        {
            AddDuplicate(batch, reading, row, "file");
        }
    }

    private void CheckName(LineBatch batch, in ParsedLine reading, int parent)
    {
        if (parent == 0 && _rules.HasReserved && _rules.IsReserved(batch.EntryText(reading.EntryStart)[..reading.Entry.Node.NameLength]))
        {
            _diagnostics.AddError(_line, batch.Line(reading).Column(reading.NameStart), "reserved-name",
                "The gateway has an address of its own by this name. Give it another name, move it into a folder, or set PathBase to '/dav'.");
        }
    }

    private void AddDuplicate(LineBatch batch, in ParsedLine reading, int other, string kind) =>
        _diagnostics.AddWarning(_line, batch.Line(reading).Column(reading.NameStart), "duplicate-name",
            $"This {kind} is left out: line {_lines.Find(other)} has a {(_builder.IsCollection(other) ? "folder" : "file")} of the same name in the same "
            + "place. Give one of them another name.");
}
