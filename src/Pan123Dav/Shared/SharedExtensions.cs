using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Shared;

/// <summary>What several gateways have in common, in the places of what each has alone.</summary>
internal static class SharedExtensions
{
    /// <summary>Belongs behind all that it stands in for. Only called where <c>Shared:Redis</c> is set: nothing of Redis is loaded otherwise.</summary>
    public static void AddShared(this IServiceCollection services)
    {
        services
            .AddSingleton<RedisConnection>()
            .AddSingleton<CommonCounts>()
            .AddSingleton<ICommonUsage>(static provider => provider.GetRequiredService<CommonCounts>())
            .AddSingleton<ISharedBudget, RedisBudget>()
            .AddHostedService<SharedExchange>();
        services.AddHealthChecks().AddCheck<SharedCheck>("shared", tags: ["ready"]);
    }
}
