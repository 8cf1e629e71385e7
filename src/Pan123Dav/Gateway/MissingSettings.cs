using Pan123Dav.Configuration;

namespace Pan123Dav.Gateway;

/// <summary>
/// Tells that there is no settings file where one was looked for, which is why everything is missing: the working folder is another, or a volume is not
/// mounted.
/// </summary>
internal static class MissingSettings
{
    /// <summary>A sentence that says so and what to do; null when there is a file, or none was looked for.</summary>
    /// <param name="configuration">All of it.</param>
    /// <param name="contentRoot">The folder where files are looked for.</param>
    public static string? Describe(IConfiguration configuration, string contentRoot)
    {
        var sources = configuration is IConfigurationRoot root
            ? root.Providers.OfType<LastGoodJsonConfigurationProvider>().Select(provider => provider.Source).ToArray()
            : [];
        return sources.Length == 0 || sources.Any(source => source.FileProvider?.GetFileInfo(source.Path!).Exists == true)
            ? null
            : $"There is no {sources[0].Path} in {contentRoot}: start the gateway in the folder that holds the file, or name the file with --config.";
    }
}
