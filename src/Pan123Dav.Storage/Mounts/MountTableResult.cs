using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Mounts;

/// <summary>What became of a list of mounts.</summary>
/// <param name="Table">The mounts, ready to serve; null when there is an error among <paramref name="Diagnostics"/>.</param>
/// <param name="Diagnostics">Every error and warning of the mounts that were loaded, in their order.</param>
public sealed record MountTableResult(MountTable? Table, IReadOnlyList<MountDiagnostic> Diagnostics)
{
    /// <summary>Without a table: how many files the tree texts hold all the same.</summary>
    public int Files { get; init; }

    /// <summary>Without a table: how many folders the tree texts hold all the same.</summary>
    public int Collections { get; init; }

    internal static bool HasErrors(IEnumerable<MountDiagnostic> diagnostics) =>
        diagnostics.Any(diagnostic => diagnostic.Diagnostic.Severity == TreeSeverity.Error);
}
