using Pan123Dav.Admin;

namespace Pan123Dav.Commands.Usage;

/// <summary>Our usage beside 123's own count.</summary>
internal sealed record UsageComparison
{
    /// <summary>The first UTC day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last UTC day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>As without the comparison.</summary>
    public required IReadOnlyList<UsageEntry> Usage { get; init; }

    /// <summary>The mount whose account was asked.</summary>
    public required string Mount { get; init; }

    /// <summary>Every day of the period.</summary>
    public required IReadOnlyList<ComparedDay> Days { get; init; }

    /// <summary>By day, then what cost most first, ours or theirs.</summary>
    public required IReadOnlyList<ComparedFile> Files { get; init; }

    /// <summary>What 123 counted for its image bed, which no mount has anything to do with; not in the rest.</summary>
    public required long ImageBed { get; init; }
}
