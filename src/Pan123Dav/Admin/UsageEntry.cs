using System.ComponentModel;
using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Admin;

/// <summary>What one user spent on one day, as it is told outside.</summary>
[Description("What one user spent on one UTC day.")]
internal sealed record UsageEntry
{
    [Description("The UTC day.")]
    public required DateOnly Day { get; init; }

    [Description("The user's name.")]
    public required string User { get; init; }

    [Description("Links that were counted.")]
    public required long Links { get; init; }

    [Description("Bytes that these links were asked for.")]
    public required long Bytes { get; init; }

    [Description("Links that were refused because a budget was spent.")]
    public required long Refused { get; init; }

    [Description("Requests that 123 asked about and was told to serve; 0 without remote authentication.")]
    public required long Requests { get; init; }

    [Description("Requests that 123 asked about and was told to refuse.")]
    public required long RequestsRefused { get; init; }

    public static UsageEntry From(UsageRow row) => new()
    {
        Day = row.Day,
        User = row.User,
        Links = row.Usage.Links,
        Bytes = row.Usage.Bytes,
        Refused = row.Usage.Refused,
        Requests = row.Requests.Served,
        RequestsRefused = row.Requests.Refused,
    };
}
