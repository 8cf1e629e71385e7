using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Budgets;

/// <summary>How an order was received. One that was granted must be settled when the link is made, or else returned.</summary>
internal readonly record struct LinkReservation
{
    /// <summary>The budget that is spent; none when a link may be made.</summary>
    public SpentBudget Spent { get; private init; }

    /// <summary>How long until the spent budget starts anew.</summary>
    public TimeSpan RetryAfter { get; private init; }

    /// <summary>Links taken from the budgets: 1, or 0 where this file was paid for already.</summary>
    public int Links { get; private init; }

    /// <summary>Bytes taken from the budgets, at least one with a link.</summary>
    public long Bytes { get; private init; }

    /// <summary>Whether anything was taken.</summary>
    public bool IsPaid => Links > 0 || Bytes > 0;

    public bool IsGranted => Spent == SpentBudget.None;

    /// <summary>
    /// Whether this one brought a budget to its limit: nobody else gets anything from that, so what this one costs in the end may go beyond it.
    /// </summary>
    internal bool IsLast { get; private init; }

    /// <summary>All that was taken for the file; null when nothing was.</summary>
    public FileCharge? Charge => File?.Charge;

    internal ActiveLink? File { get; private init; }

    internal DailyUsage? Day { get; private init; }

    internal UserUsage? User { get; private init; }

    internal static LinkReservation Granted(ActiveLink file, DailyUsage day, UserUsage user, int links, long bytes, bool isLast) =>
        new() { File = file, Day = day, User = user, Links = links, Bytes = bytes, IsLast = isLast };

    internal static LinkReservation Refused(SpentBudget spent, TimeSpan retryAfter) => new() { Spent = spent, RetryAfter = retryAfter };
}

/// <summary>The budget that does not let a link be made.</summary>
internal enum SpentBudget
{
    /// <summary>None: the link is paid for.</summary>
    None,
    UserLinks,
    UserBytes,
    GatewayLinks,
    GatewayBytes,

    /// <summary>Nobody knows: what the gateways share cannot be asked at the moment.</summary>
    Unknown,
}

/// <summary>What a spent budget is called elsewhere.</summary>
internal static class SpentBudgetExtensions
{
    /// <summary>The value of the metric's label <c>reason</c>.</summary>
    public static string GetReason(this SpentBudget spent) => spent switch
    {
        SpentBudget.UserLinks => "user-links",
        SpentBudget.UserBytes => "user-bytes",
        SpentBudget.GatewayLinks => "gateway-links",
        SpentBudget.Unknown => "shared-unavailable",
        _ => "gateway-bytes",
    };
}
