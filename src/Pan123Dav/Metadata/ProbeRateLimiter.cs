using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Pan123Dav.Metadata;

/// <summary>Lets so many requests a second pass, evenly spread; follows the configuration of the moment.</summary>
internal sealed class ProbeRateLimiter(IOptionsMonitor<ProbeOptions> options) : IDisposable
{
    // A timer does not tick much faster than this.
    private const int MaxTicks = 100;

    private readonly Lock _lock = new();
    private TokenBucketRateLimiter? _limiter;
    private int _requestsPerSecond;

    /// <summary>Returns when the next request may go out.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var lease = await Current().AcquireAsync(1, cancellationToken);
            if (lease.IsAcquired)
            {
                return;
            }

            // The limiter was replaced while this waited.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => _limiter?.Dispose();

    private TokenBucketRateLimiter Current()
    {
        var wanted = options.CurrentValue.RequestsPerSecond;
        lock (_lock)
        {
            if (_limiter is null || _requestsPerSecond != wanted)
            {
                _limiter?.Dispose();
                _requestsPerSecond = wanted;
                var ticks = Math.Min(wanted, MaxTicks);
                _limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
                {
                    TokenLimit = wanted / ticks,
                    TokensPerPeriod = wanted / ticks,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1) / ticks,
                    QueueLimit = int.MaxValue,
                });
            }

            return _limiter;
        }
    }
}
