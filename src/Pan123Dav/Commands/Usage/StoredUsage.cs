using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Commands.Usage;

/// <summary>What the gateway has kept of some days.</summary>
/// <param name="ByUser">By day and user.</param>
/// <param name="ByFile">By day and file.</param>
internal sealed record StoredUsage(IReadOnlyList<UsageRow> ByUser, IReadOnlyList<FileUsageRow> ByFile)
{
    public IEnumerable<FileUsageRow> GetFiles(DateOnly day) => ByFile.Where(row => row.Day == day);
}
