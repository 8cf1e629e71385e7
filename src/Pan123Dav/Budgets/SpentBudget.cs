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
