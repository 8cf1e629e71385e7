using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Pan123Dav.Configuration;

/// <summary>Where the gateway's configuration comes from beyond the framework's usual sources.</summary>
internal static class ConfigurationManagerExtensions
{
    /// <summary>Where Docker and Kubernetes mount secrets.</summary>
    public const string SecretsDirectory = "/run/secrets";

    /// <summary>Where systemd puts what <c>LoadCredential</c> names; null outside of such a unit.</summary>
    public static string? CredentialsDirectory =>
        Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    /// <summary>
    /// Replaces the stock JSON sources (appsettings and its kin) by <paramref name="file"/> and its kin, the one for this machine last,
    /// all of which survive a bad edit.
    /// </summary>
    /// <param name="manager">Has the stock sources, which must not watch anything.</param>
    /// <param name="files">The folder of <paramref name="file"/>. A <see cref="WatchedFolder"/> has them reloaded when they change.</param>
    /// <param name="file">The settings file.</param>
    /// <param name="reloadFailed">Told of each reload that failed.</param>
    public static ConfigurationManager UseLastGoodJson(
        this ConfigurationManager manager, IFileProvider files, SettingsFile file, Action<ConfigurationFileError> reloadFailed)
    {
        var sources = ((IConfigurationBuilder)manager).Sources;
        var local = 0;
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i] is JsonConfigurationSource { Path: { } path } and not LastGoodJsonConfigurationSource)
            {
                var isMain = path == SettingsFile.DefaultName;
                var name = isMain ? file.Name : file.NameFor(Path.GetFileNameWithoutExtension(path).Split('.', 2)[^1]);
                sources[i] = Create(name, optional: !(isMain && file.IsNamed));
                local = i + 1;
            }
        }

        sources.Insert(local, Create(file.LocalName, optional: true));
        return manager;

        LastGoodJsonConfigurationSource Create(string name, bool optional) => new()
        {
            FileProvider = files,
            Path = name,
            Optional = optional,
            Watched = files is WatchedFolder,
            ReloadFailed = reloadFailed,
        };
    }

    /// <summary>
    /// Adds one file a key, <c>Pan123Dav__Mounts__0__PrivateKey</c> and the like, below the command line
    /// and above all else; a folder that is not there adds nothing.
    /// </summary>
    /// <param name="manager">All other sources.</param>
    /// <param name="open">Opens the folder. A <see cref="WatchedFolder"/> has its files read again when they change.</param>
    /// <param name="directory">The folder.</param>
    public static ConfigurationManager UseSecretFiles(this ConfigurationManager manager, Func<string, IFileProvider> open, string directory = SecretsDirectory)
    {
        if (!Directory.Exists(directory))
        {
            return manager;
        }

        var files = open(directory);
        var sources = ((IConfigurationBuilder)manager).Sources;
        var commandLine = sources.LastOrDefault(source => source is CommandLineConfigurationSource);
        manager.AddKeyPerFile(source =>
        {
            source.FileProvider = files;
            source.Optional = true;
            source.ReloadOnChange = files is WatchedFolder;
        });
        if (commandLine is not null)
        {
            sources.Remove(commandLine);
            sources.Add(commandLine);
        }

        return manager;
    }
}
