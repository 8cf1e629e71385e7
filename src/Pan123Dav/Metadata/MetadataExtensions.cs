namespace Pan123Dav.Metadata;

/// <summary>Learning sizes and times.</summary>
internal static class MetadataExtensions
{
    /// <summary>Besides, an <see cref="IContentProbe"/> is needed.</summary>
    public static IServiceCollection AddMetadata(this IServiceCollection services)
    {
        services.AddSingleton<MetadataStore>().AddSingleton<ProbeFailures>().AddSingleton<ProbeRateLimiter>().AddSingleton<MetadataProber>();
        services.AddSingleton<IEntryMetadata>(static provider => provider.GetRequiredService<MetadataProber>());
        services.AddHostedService(static provider => provider.GetRequiredService<MetadataProber>());
        return services;
    }
}
