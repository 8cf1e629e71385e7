using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;

namespace Pan123Dav.Configuration;

/// <summary>Where the gateway's configuration comes from beyond the framework's usual sources.</summary>
internal static class ConfigurationManagerExtensions
{
    /// <summary>Where Docker and Kubernetes mount secrets.</summary>
    public const string SecretsDirectory = "/run/secrets";

    /// <summary>Where systemd puts what <c>LoadCredential</c> names; null outside of such a unit.</summary>
    public static string? CredentialsDirectory => Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    /// <summary>Replaces the stock JSON sources (appsettings and its kin) by such that survive a bad edit; <paramref name="reloadFailed"/> is told of each.</summary>
    public static ConfigurationManager UseLastGoodJson(this ConfigurationManager manager, Action<ConfigurationFileError> reloadFailed)
    {
        var sources = ((IConfigurationBuilder)manager).Sources;
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i] is JsonConfigurationSource { Path: { } path } stock and not LastGoodJsonConfigurationSource)
            {
                sources[i] = new LastGoodJsonConfigurationSource
                {
                    FileProvider = stock.FileProvider,
                    Path = path,
                    Optional = stock.Optional,
                    Watched = stock.ReloadOnChange,
                    ReloadDelay = stock.ReloadDelay,
                    OnLoadException = stock.OnLoadException,
                    ReloadFailed = reloadFailed,
                };
            }
        }

        return manager;
    }

    /// <summary>
    /// Adds one file a key, <c>Pan123Dav__Mounts__0__PrivateKey</c> and the like, below the command line and above all else; a folder that is not there adds nothing.
    /// </summary>
    public static ConfigurationManager UseSecretFiles(this ConfigurationManager manager, string directory = SecretsDirectory)
    {
        var sources = ((IConfigurationBuilder)manager).Sources;
        var commandLine = sources.LastOrDefault(source => source is CommandLineConfigurationSource);
        manager.AddKeyPerFile(directory, optional: true, reloadOnChange: true);
        if (commandLine is not null)
        {
            sources.Remove(commandLine);
            sources.Add(commandLine);
        }

        return manager;
    }
}
