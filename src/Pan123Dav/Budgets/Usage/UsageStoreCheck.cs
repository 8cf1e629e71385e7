using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pan123Dav.Budgets.Usage;

/// <summary>Degraded while the usage cannot be written: the gateway serves, but a restart would forget what was spent.</summary>
internal sealed class UsageStoreCheck(UsageStore store) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(store.IsFailing ? HealthCheckResult.Degraded("the usage cannot be written: an entry above tells why") : HealthCheckResult.Healthy());
}
