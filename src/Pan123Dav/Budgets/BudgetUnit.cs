namespace Pan123Dav.Budgets;

/// <summary>What a budget counts.</summary>
internal enum BudgetUnit
{
    Links,
    Bytes,
}
