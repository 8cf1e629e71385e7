using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Pan123Dav.Admin;
using Pan123Dav.Admin.Settings;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Configuration;
using Pan123Dav.Storage.Mounts;

namespace Pan123Dav.Gateway;

/// <summary>The configuration, loaded before the server listens and reloaded when it changes, and the way its parts reach the features.</summary>
internal static class SnapshotExtensions
{
    public static void AddGatewaySnapshot(this IServiceCollection services)
    {
        services.TryAddSingleton<ConfigurationFileFailures>();
        services
            .AddSingleton<GatewaySnapshotProvider>()
            .AddSingleton<IMountTableProvider>(static provider => provider.GetRequiredService<GatewaySnapshotProvider>())
            .AddSingleton<IUserDirectoryProvider>(static provider => provider.GetRequiredService<GatewaySnapshotProvider>())
            .AddSingleton<IConfigurationStatus>(static provider => provider.GetRequiredService<GatewaySnapshotProvider>())
            .AddSingleton<SnapshotLoader>()
            .AddSingleton<SnapshotReloadService>()
            .AddSingleton<IGatewaySettings, GatewaySettings>()
            .AddHostedService(static provider => provider.GetRequiredService<SnapshotReloadService>());
        services.AddOptionsOf(static snapshot => snapshot.Options.Budgets);
        services.AddOptionsOf(static snapshot => snapshot.Options.Shared);
        services.AddOptionsOf(static snapshot => snapshot.Options.SignIn);
        services.AddOptionsOf(static snapshot => snapshot.Options.Session);
        services.AddOptionsOf(static snapshot => snapshot.Options.Jwt);
        services.AddOptionsOf(static snapshot => snapshot.Options.Delivery);
        services.AddOptionsOf(static snapshot => snapshot.Options.Probe);
        services.AddOptionsOf(static snapshot => snapshot.ClientRules);
        services.AddOptionsOf(static snapshot => snapshot.WebDav);
        services.AddOptionsOf(static snapshot => snapshot.PublicAddress);
        services.AddOptionsOf(static snapshot => snapshot.Api);
        services.AddOptionsOf(static snapshot => snapshot.AListApi);
        services.AddOptionsOf(static snapshot => snapshot.Options.Links);
        services.AddOptionsOf(static snapshot => snapshot.Options.Strm);
        services.AddOptionsOf(static snapshot => new ApiTokenOptions { Users = snapshot.Options.Users });
        services.AddOptionsOf(static snapshot => snapshot.Options.Page);
        services.AddOptionsOf(static snapshot => snapshot.RemoteAuthentication);
    }

    private static void AddOptionsOf<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IServiceCollection services, Func<GatewaySnapshot, TOptions> select)
        where TOptions : class =>
        services.AddSingleton<IOptionsMonitor<TOptions>>(
            provider => new SnapshotOptionsMonitor<TOptions>(provider.GetRequiredService<GatewaySnapshotProvider>(), select));
}
