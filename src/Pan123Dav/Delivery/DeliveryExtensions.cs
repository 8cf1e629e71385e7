using Pan123Dav.Delivery.DownloadProxy;
using Pan123Dav.Delivery.Origin;
using Pan123Dav.Delivery.Proxy;
using Pan123Dav.Links;
using Pan123Dav.Metadata;

namespace Pan123Dav.Delivery;

/// <summary>How content gets to clients.</summary>
internal static class DeliveryExtensions
{
    public static IServiceCollection AddDelivery(this IServiceCollection services) => services
        .AddSingleton(new OriginTimeouts())
        .AddSingleton<OriginClient>()
        .AddSingleton<IContentProbe, OriginProbe>()
        .AddSingleton<UnloggedForwarder>()
        .AddSingleton<LinkIssuer>()
        .AddSingleton<SignedPathUrls>()
        .AddSingleton<SignedPaths>()
        .AddSingleton<StreamLimiter>()
        .AddSingleton<OpenStreams>()
        .AddSingleton<LinkOrders>()
        .AddSingleton<RedirectDelivery>()
        .AddSingleton<ProxyDelivery>()
        .AddSingleton<InlineDelivery>()
        .AddSingleton<DownloadProxyDelivery>()
        .AddSingleton<DeliverySelector>();
}
