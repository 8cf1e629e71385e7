namespace Pan123Dav.Budgets;

/// <summary>The budget that does not let a link be made.</summary>
internal enum SpentBudget
{
    /// <summary>None: the link is paid for.</summary>
    None,
    UserLinks,
    UserBytes,
    GatewayLinks,
    GatewayBytes,
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
        _ => "gateway-bytes",
    };
}
