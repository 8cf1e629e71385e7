using System.ComponentModel;
using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Admin;

/// <summary>What was spent from one day to another, as <c>/api/v1/usage</c> and <c>usage --json</c> tell it.</summary>
[Description("What was spent, by day and user; days and users without spending are left out.")]
internal sealed record UsageReport
{
    [Description("The first UTC day.")]
    public required DateOnly From { get; init; }

    [Description("The last UTC day.")]
    public required DateOnly To { get; init; }

    [Description("By day, then by user.")]
    public required IReadOnlyList<UsageEntry> Usage { get; init; }

    public static UsageReport Create(UsagePeriod period, IEnumerable<UsageRow> rows) =>
        new() { From = period.From, To = period.To, Usage = [.. rows.Select(UsageEntry.From)] };
}
