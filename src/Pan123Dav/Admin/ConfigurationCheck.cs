using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pan123Dav.Configuration;
using Pan123Dav.Console;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.UrlTree;

namespace Pan123Dav.Admin;

/// <summary>
/// Degraded while what the owner wrote last is kept out because it is wrong: a settings file, the configuration as a whole, or a tree file.
/// What was good before is served on.
/// The reason goes to the log with the check's outcome, never into the answer.
/// </summary>
internal sealed class ConfigurationCheck(IMountTableProvider provider, IConfigurationStatus status, IConfiguration configuration) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var problems = LastGoodJsonConfigurationProvider.FindBroken(configuration).Select(broken => $"{broken.File} cannot be read as it is").ToList();
        if (provider.IsLoaded)
        {
            problems.AddRange(status.KeptOut is { } keptOut ? [keptOut.Problem] : []);
            problems.AddRange(provider.Mounts.Mounts.Select(mount => (mount.Storage as ITreeStorage)?.KeptOut).OfType<string>());
        }

        return Task.FromResult(problems.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"what was good before is served on: {string.Join(MessageCatalog.Separator, problems)}"));
    }
}
