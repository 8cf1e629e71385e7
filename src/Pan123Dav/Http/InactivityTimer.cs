namespace Pan123Dav.Http;

/// <summary>Cancels when what is waited for does not come in time.</summary>
internal sealed class InactivityTimer : IDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly TimeSpan _limit;
    private readonly ITimer _timer;

    public InactivityTimer(TimeProvider timeProvider, TimeSpan patience, CancellationToken cancellationToken)
    {
        _limit = patience;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _timer = timeProvider.CreateTimer(static state => ((InactivityTimer)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the time is over, or by the token that the timer was made with.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Whether the time was over.</summary>
    public bool IsExpired { get; private set; }

    /// <summary>Begins to wait.</summary>
    public void Start() => _timer.Change(_limit, Timeout.InfiniteTimeSpan);

    /// <summary>What was waited for is there.</summary>
    public void Stop() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer.Dispose();
        _cancellation.Dispose();
    }

    private void Expire()
    {
        IsExpired = true;
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It came at the last moment.
        }
    }
}
