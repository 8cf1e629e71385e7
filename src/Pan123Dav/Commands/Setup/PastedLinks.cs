using System.Text;
using Pan123Dav.Console;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Commands.Setup;

/// <summary>
/// Links as people paste them, made into a tree text: broken by a mail program, in quotes, numbered, with <c>&amp;amp;</c>, several on a line.
/// A text that is a good tree already stays as it is, character by character.
/// </summary>
internal sealed class PastedLinks
{
    // What a good tree may have and keep.
    private static readonly string[] Harmless =
        ["ambiguous-number", "duplicate-name", "stray-percent", "fragment", "dot-segment", "swapped-numbers", "mixed-content", "indent-jump", "reserved-name"];

    private readonly IReadOnlyList<PastedLine> _lines;

    private PastedLinks(IReadOnlyList<PastedLine> lines, IEnumerable<PastedLineNote> repairs)
    {
        _lines = lines;
        Tree = string.Concat(lines.Select(line => line.Text + "\n"));
        var parsed = UrlTreeText.Parse(Encoding.UTF8.GetBytes(Tree));
        (Files, Folders) = (parsed.Files, parsed.Collections);
        HasLinks = Tree.Contains("://", StringComparison.Ordinal);
        Notes = [.. repairs
            .Concat(parsed.Diagnostics.Select(diagnostic => new PastedLineNote(GetSource(diagnostic.Line), null, "", diagnostic)))
            .OrderBy(note => note.Line)];
    }

    /// <summary>The text to serve, lines ended by a line feed.</summary>
    public string Tree { get; }

    /// <summary>How many files it has.</summary>
    public int Files { get; }

    /// <summary>How many folders it has.</summary>
    public int Folders { get; }

    /// <summary>What was made of which line, and what is wrong, by line of what was pasted.</summary>
    public IReadOnlyList<PastedLineNote> Notes { get; }

    /// <summary>Whether there is a link at all.</summary>
    public bool HasLinks { get; }

    /// <summary>Whether lines remain that cannot be used.</summary>
    public bool HasErrors => Notes.Any(note => note.IsError);

    /// <summary>Makes a tree of <paramref name="pasted"/>.</summary>
    public static PastedLinks Settle(string pasted)
    {
        var lines = Split(pasted);
        var asIs = new PastedLinks(lines, []);
        var isGood = asIs.Notes.All(note => Harmless.Contains(note.Diagnostic!.Value.Code))
            && !LineRepair.HasShareWithWords(asIs.Tree) && !LineRepair.HasTrailingSize(asIs.Tree);
        return isGood ? asIs : Repair(lines);
    }

    /// <summary>The same without the lines that cannot be used.</summary>
    public PastedLinks WithoutErrors()
    {
        var faulty = Notes.Where(note => note.IsError).Select(note => note.Line).ToHashSet();
        return new PastedLinks([.. _lines.Where(line => !faulty.Contains(line.Source))], []);
    }

    private static PastedLinks Repair(IReadOnlyList<PastedLine> pasted)
    {
        var notes = new List<PastedLineNote>();
        var repaired = new List<PastedLine>();
        foreach (var line in BrokenLinks.Join(pasted, notes))
        {
            repaired.AddRange(LineRepair.Run(line, notes));
        }

        // Without folders an indent is what a mail program or a list put there.
        var hasFolders = repaired.Exists(line => line.Text.EndsWith(':'));
        return new PastedLinks(hasFolders ? repaired : [.. repaired.Select(line => line with { Text = line.Text.TrimStart() })], notes);
    }

    // Lines however they end, without what nobody sees.
    private static List<PastedLine> Split(string pasted)
    {
        var lines = new List<PastedLine>();
        var text = pasted
            .Replace("\uFEFF", "", StringComparison.Ordinal)
            .Replace("\u200B", "", StringComparison.Ordinal)
            .Replace("\u2060", "", StringComparison.Ordinal)
            .Replace("\r\n", "\n", StringComparison.Ordinal);
        foreach (var line in text.Split('\n', '\r', '\u0085', '\u2028', '\u2029'))
        {
            lines.Add(new PastedLine(lines.Count + 1, line.Replace('\0', ' ')));
        }

        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[^1].Text))
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    private int GetSource(int line) => line >= 1 && line <= _lines.Count ? _lines[line - 1].Source : 0;
}

/// <summary>A line of the text.</summary>
/// <param name="Source">Which of the pasted lines it came from, from 1.</param>
/// <param name="Text">Without its end.</param>
internal readonly record struct PastedLine(int Source, string Text);

/// <summary>Something to tell of a pasted line.</summary>
/// <param name="Line">From 1; 0 when it concerns no line.</param>
/// <param name="Repair">What was done to it; null when something is wrong or doubtful.</param>
/// <param name="Detail">What came of it: names, never a whole link.</param>
/// <param name="Diagnostic">What the tree text's reader says; null beside a repair.</param>
internal sealed record PastedLineNote(int Line, LinkRepair? Repair, string Detail, TreeDiagnostic? Diagnostic)
{
    /// <summary>Whether the line cannot be used as it is.</summary>
    public bool IsError => Diagnostic is { Severity: TreeSeverity.Error };

    /// <summary>The note as a person reads it.</summary>
    public string Format(SetupText text) =>
        text.Line(Line, Diagnostic is { } diagnostic ? MessageCatalog.For(text.Language).Translate(diagnostic.Message) : text.Describe(Repair!.Value, Detail));
}
