using Pan123Dav.Budgets;
using Pan123Dav.Configuration;
using Pan123Dav.Delivery.DownloadProxy;
using Pan123Dav.Delivery.Origin;
using Pan123Dav.Delivery.Proxy;

namespace Pan123Dav.Delivery;

/// <summary>How content gets to clients.</summary>
internal static class DeliveryExtensions
{
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddSingleton(new OriginTimeouts()).AddSingleton<OriginClient>().AddSingleton<SilentForwarder>();
        services.AddSingleton(provider => new LinkSource(RulesOf(provider), provider.GetRequiredService<ILinkBudget>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
        {
            var state = provider.GetRequiredService<CurrentState>();
            return new StreamLimiter(() => state.Value.Options.Delivery.MaxStreamsPerUser);
        });
        services.AddSingleton<LinkOrders>();
        services.AddSingleton<RedirectDelivery>().AddSingleton<ProxyDelivery>();
        return services.AddSingleton(provider => new DeliverySelector(
            RulesOf(provider),
            provider.GetRequiredService<RedirectDelivery>(),
            provider.GetRequiredService<ProxyDelivery>(),
            new DownloadProxyDelivery(provider.GetRequiredService<LinkSource>(), provider.GetRequiredService<LinkOrders>(), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ILogger<DeliverySelector>>()));
    }

    private static Func<ClientRules> RulesOf(IServiceProvider provider)
    {
        var state = provider.GetRequiredService<CurrentState>();
        return () => state.Value.ClientRules;
    }
}
