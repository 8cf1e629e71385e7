namespace Pan123Dav.Budgets.Usage;

/// <summary>What several gateways have spent together, as it is kept outside of them. A gateway that stands alone has none of this.</summary>
internal interface ICommonUsage
{
    /// <summary>Tells the state that the ledger knows from any other; a short text.</summary>
    string Mark { get; }

    /// <summary>Continues from what was known before this start.</summary>
    /// <param name="mark">What <see cref="Mark"/> was; null for nothing.</param>
    void Resume(string? mark);

    /// <summary>What was spent on these days, both included, by day and user; null when it cannot be asked for.</summary>
    Task<IReadOnlyList<UsageRow>?> ReadAsync(DateOnly from, DateOnly to);
}
