namespace Pan123Dav.Storage.Remote.Links;

/// <summary>How many links are being made for each user, on all mounts that ask 123.</summary>
internal sealed class PendingLinkLimit
{
    /// <summary>The most for one user; one more is told to come back later.</summary>
    public const int MaxPerUser = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _pending = new(StringComparer.Ordinal);

    /// <summary>One more for this user. The gateway itself, whose name is empty, has no limit.</summary>
    /// <exception cref="StorageException">There are as many as may be.</exception>
    public void Enter(string user)
    {
        lock (_gate)
        {
            var pending = _pending.GetValueOrDefault(user);
            if (pending >= MaxPerUser && user.Length > 0)
            {
                throw new StorageException(StorageError.TooManyLinks, "Too many links are being made for this user.") { RetryAfter = Pause };
            }

            _pending[user] = pending + 1;
        }
    }

    /// <summary>One fewer.</summary>
    public void Leave(string user)
    {
        lock (_gate)
        {
            if (--_pending[user] == 0)
            {
                _pending.Remove(user);
            }
        }
    }
}
