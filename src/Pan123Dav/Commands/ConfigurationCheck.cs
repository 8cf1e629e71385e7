using Pan123Dav.Configuration;
using Pan123Dav.Delivery;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree;

namespace Pan123Dav.Commands;

/// <summary>Checks what <c>serve</c> would start with: the configuration where it would look for it, and every tree named there.</summary>
internal static class ConfigurationCheck
{
    public static async Task RunAsync(CheckReport report, SettingsFile file, CancellationToken cancellationToken)
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

        var (options, errors) = GatewayOptions.Read(builder.Configuration, builder.Environment.ContentRootPath, TimeProvider.System);
        foreach (var error in errors)
        {
            report.Add(error.Key, new TreeDiagnostic(0, 0, TreeSeverity.Error, "configuration", error.Message));
        }

        if (options is null)
        {
            return;
        }

        foreach (var (key, problem) in DeliveryAdvice.Of(options.Mounts, options.Clients))
        {
            report.Add(key, new TreeDiagnostic(0, 0, TreeSeverity.Warning, "delivery", problem));
        }

        var result = await MountTable.LoadAsync(options.Mounts, null, new StorageServices { IsWatching = false }, cancellationToken);
        foreach (var diagnostic in result.Diagnostics)
        {
            report.Add(diagnostic.Source, diagnostic.Diagnostic);
        }

        if (result.Table is not { } mounts)
        {
            return;
        }

        await using (mounts)
        {
            foreach (var mount in mounts.Mounts)
            {
                if (await mount.Storage.FindAsync(StoragePath.Root, cancellationToken) is { } root)
                {
                    report.Add(mount.Options.Path, root.Table);
                }
            }
        }
    }
}
