namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>What people are shown of many diagnostics: the first of each code, then how many more there are.</summary>
public static class DiagnosticDigest
{
    /// <summary>How many of one code are shown.</summary>
    public const int MaxPerCode = 20;

    /// <summary>The first of each code in their order, then one without a place for each code that has more.</summary>
    /// <param name="diagnostics">Of one text.</param>
    public static IEnumerable<TreeDiagnostic> Create(IEnumerable<TreeDiagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        return Digest(diagnostics);
    }

    private static IEnumerable<TreeDiagnostic> Digest(IEnumerable<TreeDiagnostic> diagnostics)
    {
        var counts = new Dictionary<(string Code, TreeSeverity Severity), int>();
        foreach (var diagnostic in diagnostics)
        {
            var key = (diagnostic.Code, diagnostic.Severity);
            counts[key] = counts.GetValueOrDefault(key) + 1;
            if (counts[key] <= MaxPerCode)
            {
                yield return diagnostic;
            }
        }

        foreach (var ((code, severity), count) in counts)
        {
            if (count > MaxPerCode)
            {
                yield return new TreeDiagnostic(0, 0, severity, code, $"There are {count - MaxPerCode} more of these; `pan123dav check --json` tells all.");
            }
        }
    }
}
