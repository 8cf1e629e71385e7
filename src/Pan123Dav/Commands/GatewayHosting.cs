using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Pan123Dav.Configuration;

namespace Pan123Dav.Commands;

/// <summary>Hosts as the commands need them: the gateway with its configuration from the ordinary places.</summary>
internal static class GatewayHosting
{
    // The stock sources take a file watch each as soon as they are added, and throw where none can be had.
    private const string NoStockReload = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>
    /// A builder that has read <paramref name="file"/> and the files beside it, the environment, secret files and <paramref name="arguments"/>,
    /// the later the stronger.
    /// </summary>
    /// <param name="arguments">Keys of the configuration.</param>
    /// <param name="file">The settings file; null for appsettings.json of the content root. The folder of one that is named is the content root.</param>
    /// <param name="watch">Whether all of it is read again when it changes; what runs once and ends watches nothing.</param>
    public static WebApplicationBuilder CreateBuilder(string[] arguments, SettingsFile? file = null, bool watch = true)
    {
        file ??= SettingsFile.Default;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = [.. arguments, NoStockReload],
            ContentRootPath = file.Folder,
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        var failures = new ConfigurationFileFailures();
        builder.Services.AddSingleton(failures);
        builder.Configuration.UseLastGoodJson(Open(file.Folder ?? builder.Environment.ContentRootPath, ExclusionFilters.None), file, failures.Report);
        builder.Configuration.UseSecretFiles(folder => Open(folder, ExclusionFilters.Sensitive));
        if (ConfigurationManagerExtensions.CredentialsDirectory is { } credentials)
        {
            builder.Configuration.UseSecretFiles(folder => Open(folder, ExclusionFilters.Sensitive), credentials);
        }

        return builder;

        IFileProvider Open(string folder, ExclusionFilters filters)
        {
            if (!watch)
            {
                return new PhysicalFileProvider(folder, filters);
            }

            var watched = new WatchedFolder(folder, filters);

            // By a factory, so that the container disposes of it.
            builder.Services.AddSingleton(_ => watched);
            if (watched.LacksNotices)
            {
                // Kestrel watches the files of certificates, and would not start.
                Environment.SetEnvironmentVariable(WatchedFolder.PollingVariable, "true");
            }

            return watched;
        }
    }
}
