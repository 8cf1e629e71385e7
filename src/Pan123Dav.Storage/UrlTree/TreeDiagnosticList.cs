namespace Pan123Dav.Storage.UrlTree;

/// <summary>Collects the diagnostics of one text.</summary>
internal sealed class TreeDiagnosticList
{
    private readonly List<TreeDiagnostic> _items = [];

    public bool HasErrors { get; private set; }

    public void AddError(int line, int column, string code, string message)
    {
        _items.Add(new TreeDiagnostic(line, column, TreeSeverity.Error, code, message));
        HasErrors = true;
    }

    public void AddWarning(int line, int column, string code, string message) =>
        _items.Add(new TreeDiagnostic(line, column, TreeSeverity.Warning, code, message));

    public IReadOnlyList<TreeDiagnostic> ToSorted()
    {
        // Stable, so that what was found first in one place stays first.
        var sorted = _items.OrderBy(item => item.Line).ThenBy(item => item.Column).ToArray();
        return sorted;
    }
}
