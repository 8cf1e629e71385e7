using Pan123Dav.Admin.Problems;
using Pan123Dav.Configuration;
using Pan123Dav.Data;

namespace Pan123Dav.Admin.Settings;

/// <summary>Which source of the configuration sets a key, and whether it is a file that can be written here.</summary>
/// <param name="File">The settings file; null when it is none.</param>
/// <param name="Problem">Why it cannot be written; null when it can.</param>
internal sealed record SettingsPlace(LastGoodJsonConfigurationProvider? File, ApiProblem? Problem)
{
    /// <summary>Several sources set it, which would have to agree.</summary>
    public static SettingsPlace Mixed => new(null, new ApiProblem(StatusCodes.Status409Conflict, "mixed", static text => text.InSeveralSources));

    /// <summary>Absolute path of the file; null when there is none.</summary>
    public string? Path => File?.FilePath;

    /// <summary>Its name, for people; null when there is none.</summary>
    public string? Name => Path is { } path ? System.IO.Path.GetFileName(path) : null;

    /// <summary>Where a key, and all below it, is set.</summary>
    public static SettingsPlace Find(IConfiguration configuration, string key)
    {
        var sources = Sources(configuration).Where(provider => Sets(provider, key)).ToList();
        return sources switch
        {
            [LastGoodJsonConfigurationProvider file] => From(file),
            [] => From(Sources(configuration).OfType<LastGoodJsonConfigurationProvider>().LastOrDefault(IsThere)),
            _ when sources.OfType<LastGoodJsonConfigurationProvider>().Any() => Mixed,
            _ => new(null, new ApiProblem(StatusCodes.Status409Conflict, "environment", static text => text.InEnvironment)),
        };
    }

    /// <summary>
    /// Where a key is changed when settings files share it, as <c>appsettings.Local.json</c> completes <c>appsettings.json</c>:
    /// in the one that is read above the others.
    /// </summary>
    public static SettingsPlace FindStrongest(IConfiguration configuration, string key)
    {
        var sources = Sources(configuration).Where(provider => Sets(provider, key)).ToList();
        return sources.Count > 1 && sources.TrueForAll(static source => source is LastGoodJsonConfigurationProvider)
            ? From((LastGoodJsonConfigurationProvider)sources[^1])
            : Find(configuration, key);
    }

    /// <summary>The sources of a configuration, the weakest first.</summary>
    public static IEnumerable<IConfigurationProvider> Sources(IConfiguration configuration) => (configuration as IConfigurationRoot)?.Providers ?? [];

    /// <summary>Whether a source has a value for a key, or for one below it. Blanks, which the shipped file has, are none.</summary>
    public static bool Sets(IConfigurationProvider provider, string key) =>
        (provider.TryGet(key, out var value) && !string.IsNullOrEmpty(value))
        || provider.GetChildKeys([], key).Distinct(StringComparer.OrdinalIgnoreCase).Any(child => Sets(provider, ConfigurationPath.Combine(key, child)));

    /// <summary>A file, whatever it sets.</summary>
    public static SettingsPlace From(LastGoodJsonConfigurationProvider? file)
    {
        if (file?.FilePath is not { } path)
        {
            return new(null, new ApiProblem(StatusCodes.Status409Conflict, "environment", static text => text.InEnvironment));
        }

        return new(
            file,
            file.Broken is { } broken ? new ApiProblem(StatusCodes.Status409Conflict, "broken-file", text => text.BrokenFile(broken.File, broken.Line))
            : new ReplaceableFile(path).FindObstacle() is { } obstacle ? Obstacles.ToProblem(obstacle, path)
            : null);
    }

    private static bool IsThere(LastGoodJsonConfigurationProvider file) => file.FilePath is { } path && System.IO.File.Exists(path);
}
