using Microsoft.Extensions.DependencyInjection.Extensions;

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
            .AddSingleton(new LiveLinks(LiveLinks.DefaultCapacity))
            .AddSingleton<LinkNumbers>()
            .AddSingleton<LinkTickets>()
            .AddSingleton<LinkControl>()
            .AddSingleton<RemoteAuthenticator>();
    }
}
