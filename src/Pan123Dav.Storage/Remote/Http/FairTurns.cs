using Pan123Dav.Storage.Remote.Links;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>
/// Lets one in at a time. Of those who wait the next is whose user was let in longest ago, and of one user's whoever came
/// first: however many of one user wait, another user's call waits for one of them.
/// </summary>
internal sealed class FairTurns
{
    private static readonly string[] Nobody = [""];

    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiting = [];

    // By user, counted in turns. As many as there are users.
    private readonly Dictionary<string, long> _lastTurns = new(StringComparer.Ordinal);
    private long _turns;
    private bool _isTaken;

    /// <summary>Waits for a turn, which <see cref="Leave"/> ends.</summary>
    /// <param name="link">For whom; null for the gateway itself.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask EnterAsync(PendingLink? link, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (_gate)
        {
            waiter = new Waiter(link);
            if (!_isTaken)
            {
                _isTaken = true;
                Take(waiter);
                return default;
            }

            _waiting.Add(waiter);
        }

        return new(WaitAsync(waiter, cancellationToken));
    }

    /// <summary>Lets the next one in.</summary>
    public void Leave()
    {
        Waiter? next;
        lock (_gate)
        {
            next = _waiting.MinBy(GetLastTurn);
            _isTaken = next is not null;
            if (next is not null)
            {
                _waiting.Remove(next);
                Take(next);
            }
        }

        next?.Turn.SetResult();
    }

    private async Task WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(state => Cancel((Waiter)state!, cancellationToken), waiter);
        await using (registration.ConfigureAwait(false))
        {
            await waiter.Turn.Task.ConfigureAwait(false);
        }
    }

    private void Cancel(Waiter waiter, CancellationToken cancellationToken)
    {
        bool isWaiting;
        lock (_gate)
        {
            isWaiting = _waiting.Remove(waiter);
        }

        // Whoever was let in at this moment has the turn, and must end it.
        if (isWaiting)
        {
            waiter.Turn.SetCanceled(cancellationToken);
        }
    }

    private long GetLastTurn(Waiter waiter) => waiter.Users.Min(_lastTurns.GetValueOrDefault);

    private void Take(Waiter waiter) => _lastTurns[waiter.Users.MinBy(_lastTurns.GetValueOrDefault)!] = ++_turns;

    private sealed class Waiter(PendingLink? link)
    {
        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // They come and go while it waits.
        public IReadOnlyList<string> Users => link?.Users is { Count: > 0 } users ? users : Nobody;
    }
}
