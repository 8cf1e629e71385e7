using Pan123Dav.Configuration;
using Pan123Dav.Gateway;
using Pan123Dav.Http;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Commands;

/// <summary>Checks what <c>serve</c> would start with: the configuration where it would look for it, and every tree named there.</summary>
internal static class ConfigurationCheck
{
    public static async Task RunAsync(CheckOutput report, SettingsFile file, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder;
        try
        {
            builder = GatewayHosting.CreateBuilder([], file, watch: false);
        }
        catch (Exception e) when (ConfigurationFileError.Describe(e) is { } mistake)
        {
            report.Add(mistake.File, new TreeDiagnostic(mistake.Line, mistake.Column, TreeSeverity.Error, "json", mistake.Message));
            return;
        }

        var found = new ConfigurationErrors();
        var options = GatewayOptions.Read(builder.Configuration, builder.Environment.ContentRootPath, TimeProvider.System, found);
        foreach (var error in found.Found)
        {
            report.Add(error.Key, new TreeDiagnostic(0, 0, TreeSeverity.Error, error.Code, error.Message));
        }

        Add(report, found.Warnings);
        if (options is null)
        {
            return;
        }

        var services = new StorageServices
        {
            ReservedNames = options.PathBase.IsRoot ? ReservedNames.All : [],
            IsSecure = options.IsSecure,
            IsWatching = false,
        };
        var result = await MountTable.LoadAsync(options.Mounts, null, services, cancellationToken);
        foreach (var diagnostic in result.Diagnostics)
        {
            report.Add(diagnostic.Source, diagnostic.Diagnostic);
        }

        if (result.Table is not { } mounts)
        {
            report.AddCount(result.Files, result.Collections);
            return;
        }

        await using (mounts)
        {
            Add(report, await PathAdvice.FindAsync(options, mounts, cancellationToken));
            foreach (var mount in mounts.Mounts)
            {
                if (await mount.Storage.FindAsync(StoragePath.Root, cancellationToken) is { } root)
                {
                    report.Add(mount.Options.Path, root.Table);
                }
            }
        }
    }

    private static void Add(CheckOutput report, IEnumerable<ConfigurationWarning> warnings)
    {
        foreach (var warning in warnings)
        {
            report.Add(warning.Source, new TreeDiagnostic(warning.Line, warning.Column, TreeSeverity.Warning, warning.Code, warning.Message));
        }
    }
}
