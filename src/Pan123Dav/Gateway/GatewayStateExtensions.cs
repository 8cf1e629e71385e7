using Microsoft.Extensions.DependencyInjection.Extensions;
using Pan123Dav.Configuration;

namespace Pan123Dav.Gateway;

/// <summary>The configuration, loaded before the server listens and reloaded when it changes.</summary>
internal static class GatewayStateExtensions
{
    public static void AddGatewayState(this IServiceCollection services)
    {
        services.TryAddSingleton<ConfigurationFileFailures>();
        services
            .AddSingleton<GatewaySnapshotProvider>()
            .AddSingleton<SnapshotLoader>()
            .AddSingleton<SnapshotReloadService>()
            .AddHostedService(provider => provider.GetRequiredService<SnapshotReloadService>());
    }
}
