using System.ComponentModel;
using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Admin;

/// <summary>What one file cost, as it is told outside.</summary>
[Description("What the links of one file cost.")]
internal sealed record FileUsageEntry
{
    [Description("Where the file stands in the drive; null for all files together that are not kept one by one.")]
    public required string? Path { get; init; }

    [Description("Links that were counted.")]
    public required long Links { get; init; }

    [Description("Bytes that these links were asked for.")]
    public required long Bytes { get; init; }

    public static FileUsageEntry From((string Path, UsageTotals Usage) file) =>
        new() { Path = file.Path == FileUsageRow.Overflow ? null : file.Path, Links = file.Usage.Links, Bytes = file.Usage.Bytes };
}

/// <summary>What <c>/api/v1/usage/files</c> answers.</summary>
[Description("The files that cost most, the most expensive first.")]
internal sealed record FileUsageReport
{
    [Description("The first UTC day.")]
    public required DateOnly From { get; init; }

    [Description("The last UTC day.")]
    public required DateOnly To { get; init; }

    [Description("The files.")]
    public required IReadOnlyList<FileUsageEntry> Files { get; init; }
}
