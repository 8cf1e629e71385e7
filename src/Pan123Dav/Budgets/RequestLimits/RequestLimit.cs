using System.Threading.RateLimiting;

namespace Pan123Dav.Budgets.RequestLimits;

/// <summary>How many requests one user may send: a bucket that holds a minute's worth and fills evenly.</summary>
#pragma warning disable CA1001 // Without replenishment of its own the bucket holds no timer, so there is nothing to dispose of.
internal sealed class RequestLimit
#pragma warning restore CA1001
{
    private const int MillisecondsAMinute = 60_000;

    private readonly TokenBucketRateLimiter _bucket;
    private int _owed;
    private int _untold;

    /// <param name="perMinute">1 or more.</param>
    public RequestLimit(int perMinute)
    {
        PerMinute = perMinute;
        var tokens = Math.Max(1, perMinute / MillisecondsAMinute);
        _bucket = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / (perMinute / tokens),
            QueueLimit = 0,

            // Filled when it is asked, for the time that has passed: a timer for each user would also run for those who are away.
            AutoReplenishment = false,
        });
    }

    public int PerMinute { get; }

    /// <summary>Takes one request out of the bucket; when it is empty, tells how long until there is one.</summary>
    public bool TryAcquire(out TimeSpan wait)
    {
        _bucket.TryReplenish();
        if (Volatile.Read(ref _owed) > 0)
        {
            PayOwed();
        }

        using var lease = _bucket.AttemptAcquire();
        wait = lease.IsAcquired || !lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? TimeSpan.Zero : retryAfter;
        return lease.IsAcquired;
    }

    /// <summary>Counts a request that other gateways are to hear of.</summary>
    public void CountUntold() => Interlocked.Increment(ref _untold);

    /// <summary>How many there were since this was asked last.</summary>
    public int TakeUntold() => Interlocked.Exchange(ref _untold, 0);

    /// <summary>Takes what was sent to other gateways out of the bucket, as soon as it is in.</summary>
    public void TakeOthers(int requests)
    {
        // More than a minute's worth is forgotten.
        Interlocked.Add(ref _owed, Math.Min(requests, Math.Max(0, PerMinute - Volatile.Read(ref _owed))));
        _bucket.TryReplenish();
        PayOwed();
    }

    private void PayOwed()
    {
        var owed = Volatile.Read(ref _owed);
        var paid = (int)Math.Min(owed, _bucket.GetStatistics()?.CurrentAvailablePermits ?? 0);
        if (paid <= 0)
        {
            return;
        }

        using var lease = _bucket.AttemptAcquire(paid);
        if (lease.IsAcquired)
        {
            Interlocked.Add(ref _owed, -paid);
        }
    }
}
