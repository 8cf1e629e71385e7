using Pan123Dav.Budgets.RequestLimits;
using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Budgets;

/// <summary>How much of the owner's traffic may be spent, and how much was.</summary>
internal static class BudgetExtensions
{
    /// <summary>Belongs behind the snapshot, which is loaded first.</summary>
    public static IServiceCollection AddBudgets(this IServiceCollection services) => services
        .AddSingleton(static _ => new UsageLedger())
        .AddSingleton<ILinkBudget, TrafficBudget>()
        .AddSingleton<UsageStore>()
        .AddSingleton<UserRequestLimits>()
        .AddHostedService<UsageWriter>();
}
