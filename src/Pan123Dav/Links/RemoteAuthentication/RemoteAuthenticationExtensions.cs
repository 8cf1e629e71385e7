using Microsoft.Extensions.DependencyInjection.Extensions;
using Pan123Dav.Data;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>Tickets in links, and the address where 123's CDN asks about them.</summary>
internal static class RemoteAuthenticationExtensions
{
    public static IServiceCollection AddRemoteAuthentication(this IServiceCollection services)
    {
        services.TryAddSingleton<IApiTokenGenerations, ApiTokenGenerations>();
        return services
            .AddSingleton<StoppedLinks>()
            .AddSingleton<RemoteAuthenticationProvider>()
            .AddSingleton<RemoteAuthenticationMetrics>()
            .AddSingleton(static provider => LiveLinkExchange.Create(
                LiveLinks.DefaultCapacity, provider.GetService<IGatewayEvents>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<LinkNumbers>()
            .AddSingleton<LinkTickets>()
            .AddSingleton<LinkControl>()
            .AddSingleton<RemoteAuthenticator>();
    }
}
