using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Pan123Dav.Configuration;

/// <summary>The configuration, loaded before the server listens and reloaded when it changes.</summary>
internal static class GatewayStateExtensions
{
    public static void AddGatewayState(this IServiceCollection services)
    {
        services.TryAddSingleton<ConfigurationFileFailures>();
        services
            .AddSingleton<CurrentState>()
            .AddSingleton<GatewayLoader>()
            .AddSingleton<GatewayReloader>()
            .AddHostedService(provider => provider.GetRequiredService<GatewayReloader>());
    }
}
