using Pan123Dav.Budgets.Usage;
using Pan123Dav.Data;
using Pan123Dav.Gateway;
using Pan123Dav.Logging;

namespace Pan123Dav.Budgets;

/// <summary>How much of the owner's traffic may be spent, and how much was.</summary>
internal static class BudgetExtensions
{
    /// <summary>Belongs behind the configuration's state, which is loaded first.</summary>
    public static IServiceCollection AddBudgets(this IServiceCollection services) => services
        .AddSingleton(_ => new UsageLedger())
        .AddSingleton<ILinkBudget>(provider => new TrafficBudget(
            Options(provider),
            provider.GetRequiredService<UsageLedger>(),
            provider.GetRequiredService<GatewayMetrics>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TrafficBudget>>()))
        .AddSingleton(provider => new UsageStore(
            provider.GetRequiredService<GatewayDatabase>(),
            provider.GetRequiredService<UsageLedger>(),
            Options(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<UsageStore>>()))
        .AddHostedService<UsageWriter>();

    private static Func<BudgetOptions> Options(IServiceProvider provider)
    {
        var state = provider.GetRequiredService<GatewaySnapshotProvider>();
        return () => state.Value.Options.Budgets;
    }
}
