using Pan123Dav.Budgets;
using Pan123Dav.Delivery.DownloadProxy;
using Pan123Dav.Delivery.Origin;
using Pan123Dav.Delivery.Proxy;
using Pan123Dav.Gateway;
using Pan123Dav.Links;

namespace Pan123Dav.Delivery;

/// <summary>How content gets to clients.</summary>
internal static class DeliveryExtensions
{
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddSingleton(new OriginTimeouts()).AddSingleton<OriginClient>().AddSingleton<UnloggedForwarder>();
        services.AddSingleton(provider => new LinkIssuer(GetRules(provider), provider.GetRequiredService<ILinkBudget>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider =>
        {
            var state = provider.GetRequiredService<GatewaySnapshotProvider>();
            return new StreamLimiter(() => state.Value.Options.Delivery.MaxStreamsPerUser);
        });
        services.AddSingleton<LinkOrders>();
        services.AddSingleton<RedirectDelivery>().AddSingleton<ProxyDelivery>();
        return services.AddSingleton(provider => new DeliverySelector(
            GetRules(provider),
            provider.GetRequiredService<RedirectDelivery>(),
            provider.GetRequiredService<ProxyDelivery>(),
            new DownloadProxyDelivery(provider.GetRequiredService<LinkIssuer>(), provider.GetRequiredService<LinkOrders>(), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ILogger<DeliverySelector>>()));
    }

    private static Func<ClientRules> GetRules(IServiceProvider provider)
    {
        var state = provider.GetRequiredService<GatewaySnapshotProvider>();
        return () => state.Value.ClientRules;
    }
}
