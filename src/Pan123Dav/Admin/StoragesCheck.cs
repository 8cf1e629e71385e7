using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote;

namespace Pan123Dav.Admin;

/// <summary>
/// Degraded while a storage shows old listings, or none, because the service behind it does not answer correctly: the gateway serves all the same.
/// </summary>
internal sealed class StoragesCheck(IMountTableProvider provider) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var mounts = provider.IsLoaded ? provider.Mounts.Mounts : [];
        var degraded = mounts.Where(mount => mount.Storage is IRemoteStorage { IsDegraded: true }).Select(mount => mount.Options.ToString()).ToList();
        return Task.FromResult(degraded.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"123 cannot be asked for {string.Join(", ", degraded)}: an entry above tells why"));
    }
}
