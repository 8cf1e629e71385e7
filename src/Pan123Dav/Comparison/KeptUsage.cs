using Pan123Dav.Budgets;

namespace Pan123Dav.Comparison;

/// <summary>What the gateway has kept of some days.</summary>
/// <param name="ByUser">By day and user.</param>
/// <param name="ByFile">By day and file.</param>
internal sealed record KeptUsage(IReadOnlyList<UsageRow> ByUser, IReadOnlyList<FileUsageRow> ByFile)
{
    public IEnumerable<FileUsageRow> FilesOf(DateOnly day) => ByFile.Where(row => row.Day == day);
}
