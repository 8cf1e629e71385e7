namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>What became of a tree text.</summary>
public sealed class UrlTreeParseResult
{
    internal UrlTreeParseResult(EntryTable? table, IReadOnlyList<TreeDiagnostic> diagnostics, int files, int collections)
    {
        Table = table;
        Diagnostics = diagnostics;
        Files = files;
        Collections = collections;
    }

    /// <summary>The tree, in document order; null when there is an error among <see cref="Diagnostics"/>.</summary>
    public EntryTable? Table { get; }

    /// <summary>Every error and warning, by line.</summary>
    public IReadOnlyList<TreeDiagnostic> Diagnostics { get; }

    /// <summary>How many files the tree has.</summary>
    public int Files { get; }

    /// <summary>How many folders the tree has, the root left out.</summary>
    public int Collections { get; }
}
