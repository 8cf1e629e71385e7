using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pan123Dav.Shared;

/// <summary>Degraded while Redis does not answer: the gateway serves what it may.</summary>
internal sealed class SharedCheck(RedisConnection connection) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(connection.IsUp ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("Redis does not answer: an entry above tells why"));
}
