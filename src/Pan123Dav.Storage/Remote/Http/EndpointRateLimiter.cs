using Pan123Dav.Storage.Remote.Links;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>
/// A token bucket of one token: calls leave one by one, never closer together than the rate allows, users by turns. Measured when a call leaves and not when it
/// should have left, so that a late timer does not send two at once.
/// </summary>
/// <param name="rate">How often.</param>
/// <param name="timeProvider">The clock that paces.</param>
/// <param name="name">What is called, the same at all gateways; null for what each waits for alone. Nothing secret.</param>
internal sealed class EndpointRateLimiter(ApiRate rate, TimeProvider timeProvider, string? name = null)
{
    /// <summary>Calls that may wait: what comes on top is told to come back later.</summary>
    public const int MaxWaiting = 200;

    private readonly FairTurns _turns = new();
    private long _next;
    private int _waiting;

    /// <summary>Waits for this call's turn, in the gateway's own name.</summary>
    /// <exception cref="StorageException">Too many wait already.</exception>
    public ValueTask WaitAsync(CancellationToken cancellationToken) => WaitAsync(null, cancellationToken);

    /// <summary>Waits for this call's turn.</summary>
    /// <param name="link">For whom; null for the gateway itself.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StorageException">Too many wait already.</exception>
    public async ValueTask WaitAsync(PendingLink? link, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new StorageException(StorageError.Throttled, "Too many calls wait for 123's rate limit.") { RetryAfter = rate.Own * MaxWaiting };
        }

        try
        {
            await _turns.EnterAsync(link, cancellationToken).ConfigureAwait(false);
            try
            {
                for (long next, now; (next = GetNext()) > (now = timeProvider.GetTimestamp());)
                {
                    await Task.Delay(ToSpan(next - now), timeProvider, cancellationToken).ConfigureAwait(false);
                }

                HoldBack(rate.Own);
            }
            finally
            {
                _turns.Leave();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Holds all calls back until <paramref name="pause"/> is over, at other gateways too: 123 has asked for it.</summary>
    public void Postpone(TimeSpan pause)
    {
        HoldBack(pause);
        if (name is not null)
        {
            rate.Share?.Tell(name, pause);
        }
    }

    private long GetNext()
    {
        if (name is not null && rate.Share?.GetPause(name) is { Ticks: > 0 } pause)
        {
            HoldBack(pause);
        }

        return Volatile.Read(ref _next);
    }

    private void HoldBack(TimeSpan pause)
    {
        var next = timeProvider.GetTimestamp() + (long)(pause.TotalSeconds * timeProvider.TimestampFrequency);
        for (long seen; next > (seen = Volatile.Read(ref _next)) && Interlocked.CompareExchange(ref _next, next, seen) != seen;)
        {
        }
    }

    // A timer's grain is a millisecond; less would come back too early and spin.
    private TimeSpan ToSpan(long ticks) => TimeSpan.FromMilliseconds(Math.Ceiling(ticks * 1000.0 / timeProvider.TimestampFrequency));
}
