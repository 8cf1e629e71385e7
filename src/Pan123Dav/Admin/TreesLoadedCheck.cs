using Microsoft.Extensions.Diagnostics.HealthChecks;
using Pan123Dav.Storage.Mounts;

namespace Pan123Dav.Admin;

/// <summary>Unhealthy until the configuration and its trees are loaded.</summary>
internal sealed class TreesLoadedCheck(IMountTableProvider provider) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(provider.IsLoaded ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the configuration and its trees are not loaded yet"));
}
