namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Collects the diagnostics of one text.</summary>
internal sealed class TreeDiagnosticList
{
    private readonly List<TreeDiagnostic> _items = [];

    public bool HasErrors { get; private set; }

    public int Count => _items.Count;

    public TreeDiagnostic this[int index] => _items[index];

    public void AddError(int line, int column, string code, string message) =>
        Add(new TreeDiagnostic(line, column, TreeSeverity.Error, code, message));

    public void AddWarning(int line, int column, string code, string message) =>
        Add(new TreeDiagnostic(line, column, TreeSeverity.Warning, code, message));

    public void Add(TreeDiagnostic item)
    {
        _items.Add(item);
        HasErrors |= item.Severity == TreeSeverity.Error;
    }

    public void Clear()
    {
        _items.Clear();
        HasErrors = false;
    }

    public IReadOnlyList<TreeDiagnostic> ToSorted()
    {
        // Stable, so that what was found first in one place stays first.
        var sorted = _items.OrderBy(item => item.Line).ThenBy(item => item.Column).ToArray();
        return sorted;
    }
}
