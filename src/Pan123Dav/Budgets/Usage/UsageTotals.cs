namespace Pan123Dav.Budgets.Usage;

/// <summary>What was spent.</summary>
/// <param name="Links">Links that were paid for.</param>
/// <param name="Bytes">Bytes that they were asked for.</param>
/// <param name="Refused">Links that were refused because a budget was spent.</param>
internal readonly record struct UsageTotals(long Links, long Bytes, long Refused)
{
    public static UsageTotals operator +(UsageTotals left, UsageTotals right) =>
        new(left.Links + right.Links, left.Bytes + right.Bytes, left.Refused + right.Refused);

    public static UsageTotals operator -(UsageTotals left, UsageTotals right) =>
        new(left.Links - right.Links, left.Bytes - right.Bytes, left.Refused - right.Refused);
}

/// <summary>What one user spent on one day.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="User">The user's name.</param>
/// <param name="Usage">How much.</param>
internal readonly record struct UsageRow(DateOnly Day, string User, UsageTotals Usage)
{
    /// <summary>What 123 asked about of this user's links; nothing without remote authentication.</summary>
    public RequestTotals Requests { get; init; }
}
