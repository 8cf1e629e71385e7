using Pan123Dav.Authentication.Sessions;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Data;
using Pan123Dav.Links;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Tokens;

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
            .AddSingleton<RedisBudget>()
            .AddSingleton<ISharedBudget>(static provider => provider.GetRequiredService<RedisBudget>())
            .AddSingleton<RedisEvents>()
            .AddSingleton<IGatewayEvents>(static provider => provider.GetRequiredService<RedisEvents>())
            .AddSingleton<ISharedKey>(static provider => provider.GetRequiredService<SessionService>())
            .AddSingleton<ISharedKey>(static provider => provider.GetRequiredService<SignInThrottle>().Listen())
            .AddSingleton<ISharedKey>(static provider => provider.GetRequiredService<RemoteAuthenticationProvider>())
            .AddSingleton<ISharedOrders, SharedOrders>()
            .AddSingleton<TokenStore>()
            .AddSingleton<SharedTokenStore>()
            .AddSingleton<ITokenStore>(static provider => provider.GetRequiredService<SharedTokenStore>())
            .AddSingleton<RateShare>()
            .AddSingleton(static provider => new ApiRates().SharedBy(provider.GetRequiredService<RateShare>()))
            .AddSingleton<IExchangedPart>(static provider => provider.GetRequiredService<RedisBudget>())
            .AddSingleton<IExchangedPart, SharedGateways>()
            .AddSingleton<IExchangedPart, SharedKeys>()
            .AddSingleton<IExchangedPart, SharedApiTokens>()
            .AddSingleton<IExchangedPart>(static provider => provider.GetRequiredService<SharedTokenStore>())
            .AddSingleton<IExchangedPart, SharedMetadata>()
            .AddSingleton<IExchangedPart>(static provider => provider.GetRequiredService<RedisEvents>())
            .AddHostedService<SharedExchange>();
        services.AddHealthChecks().AddCheck<SharedCheck>("shared", tags: ["ready", "told"]);
    }
}
