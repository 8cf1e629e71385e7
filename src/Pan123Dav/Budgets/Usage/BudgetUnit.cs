namespace Pan123Dav.Budgets.Usage;

/// <summary>What a budget counts.</summary>
internal enum BudgetUnit
{
    Links,
    Bytes,
}
