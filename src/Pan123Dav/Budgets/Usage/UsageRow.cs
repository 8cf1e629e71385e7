namespace Pan123Dav.Budgets.Usage;

/// <summary>What one user spent on one day.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="User">The user's name.</param>
/// <param name="Usage">How much.</param>
internal readonly record struct UsageRow(DateOnly Day, string User, UsageTotals Usage);
