using Pan123Dav.Gateway;

namespace Pan123Dav.Metadata;

/// <summary>Learning sizes and times.</summary>
internal static class MetadataExtensions
{
    public static IServiceCollection AddMetadata(this IServiceCollection services)
    {
        services.AddSingleton<MetadataStore>().AddSingleton<OriginProbe>().AddSingleton<ProbeFailures>();
        services.AddSingleton(provider => new ProbeRateLimiter(GetOptions(provider)));
        services.AddSingleton(provider => new MetadataProber(
            GetOptions(provider),
            provider.GetRequiredService<OriginProbe>(),
            provider.GetRequiredService<MetadataStore>(),
            provider.GetRequiredService<ProbeFailures>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<MetadataProber>>()));
        services.AddSingleton<IEntryMetadata>(provider => provider.GetRequiredService<MetadataProber>());
        services.AddHostedService(provider => provider.GetRequiredService<MetadataProber>());
        return services;
    }

    private static Func<ProbeOptions> GetOptions(IServiceProvider provider)
    {
        var state = provider.GetRequiredService<GatewaySnapshotProvider>();
        return () => state.Value.Options.Probe;
    }
}
