using Microsoft.Extensions.Configuration.Json;

namespace Pan123Dav.Configuration;

/// <summary>A JSON file whose last good content stays when it changes for the worse.</summary>
internal sealed class LastGoodJsonConfigurationSource : JsonConfigurationSource
{
    /// <summary>
    /// Whether the file is watched. <see cref="FileConfigurationSource.ReloadOnChange"/> stays off: the
    /// stock watcher empties the data of a file that is gone.
    /// </summary>
    public bool Watched { get; set; }

    /// <summary>The clock of <see cref="FileConfigurationSource.ReloadDelay"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Told of a reload that failed; runs on the watcher's thread.</summary>
    public Action<ConfigurationFileError>? ReloadFailed { get; set; }

    /// <inheritdoc/>
    public override IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        EnsureDefaults(builder);
        return new LastGoodJsonConfigurationProvider(this);
    }
}
