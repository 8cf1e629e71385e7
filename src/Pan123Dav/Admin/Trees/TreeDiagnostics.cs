using Pan123Dav.Admin.Problems;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Admin.Trees;

/// <summary>What there is to say of a text, as much of it as an answer holds.</summary>
internal static class TreeDiagnostics
{
    private const int MaxShown = 1000;

    /// <summary>Errors before warnings when not all can be shown; else by line.</summary>
    public static IReadOnlyList<DiagnosticEntry> First(IReadOnlyList<TreeDiagnostic> diagnostics)
    {
        var shown = diagnostics.Count <= MaxShown ? diagnostics : diagnostics.OrderByDescending(diagnostic => diagnostic.Severity).Take(MaxShown);
        return [.. shown.Select(DiagnosticEntry.From)];
    }

    public static int Count(IReadOnlyList<TreeDiagnostic> diagnostics, TreeSeverity severity) =>
        diagnostics.Count(diagnostic => diagnostic.Severity == severity);
}
