using System.Diagnostics.CodeAnalysis;

namespace Pan123Dav.Storage.Remote.Links;

/// <summary>A link that 123 is being asked for, and who waits for it. When nobody does any more it ends, wherever it has come to.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source of cancellation without a timer holds nothing that must be given back.")]
internal sealed class PendingLink
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Dictionary<string, int> _waiting = new(StringComparer.Ordinal);
    private volatile string[] _users = [];
    private bool _isEnded;
    private bool _wasAsked;

    /// <summary>Cancelled when nobody waits any more.</summary>
    public CancellationToken Ended => _ending.Token;

    /// <summary>Those who wait at the moment.</summary>
    public IReadOnlyList<string> Users => _users;

    /// <summary>What comes of it.</summary>
    public Task<CachedLink> Result { get; set; } = Task.FromException<CachedLink>(new InvalidOperationException("Nobody was asked."));

    /// <summary>Whether 123 was asked; final once it has ended.</summary>
    public bool WasAsked
    {
        get
        {
            lock (_gate)
            {
                return _wasAsked;
            }
        }
    }

    /// <summary>Whether <paramref name="user"/> waits.</summary>
    public bool IsAwaitedBy(string user) => _waiting.ContainsKey(user);

    /// <summary>One request more waits. Not to be called at the same time as another of these.</summary>
    public void Join(string user)
    {
        _waiting[user] = _waiting.GetValueOrDefault(user) + 1;
        _users = [.. _waiting.Keys];
    }

    /// <summary>One request waits no longer; whether its user does not either.</summary>
    public bool Leave(string user)
    {
        if (--_waiting[user] > 0)
        {
            return false;
        }

        _waiting.Remove(user);
        _users = [.. _waiting.Keys];
        return true;
    }

    /// <summary>The next thing that happens is that 123 is asked.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public void Ask()
    {
        lock (_gate)
        {
            if (_isEnded)
            {
                throw new OperationCanceledException(Ended);
            }

            _wasAsked = true;
        }
    }

    /// <summary>Nobody waits any more: 123 is not asked from here on.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
        }

        _ending.Cancel();
    }
}
