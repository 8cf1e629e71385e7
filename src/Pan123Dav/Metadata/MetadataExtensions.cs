using Pan123Dav.Configuration;
using Pan123Dav.Storage;

namespace Pan123Dav.Metadata;

/// <summary>Learning sizes and times.</summary>
internal static class MetadataExtensions
{
    public static IServiceCollection AddMetadata(this IServiceCollection services)
    {
        services.AddSingleton<MetadataStore>().AddSingleton<OriginProbe>().AddSingleton<ProbeFailures>();
        services.AddSingleton(provider => new ProbePace(OptionsOf(provider)));
        services.AddSingleton(provider => new MetadataProber(
            OptionsOf(provider),
            provider.GetRequiredService<OriginProbe>(),
            provider.GetRequiredService<MetadataStore>(),
            provider.GetRequiredService<ProbeFailures>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<MetadataProber>>()));
        services.AddSingleton<IEntryMetadata>(provider => provider.GetRequiredService<MetadataProber>());
        services.AddHostedService(provider => provider.GetRequiredService<MetadataProber>());
        return services;
    }

    private static Func<ProbeOptions> OptionsOf(IServiceProvider provider)
    {
        var state = provider.GetRequiredService<CurrentState>();
        return () => state.Value.Options.Probe;
    }
}
