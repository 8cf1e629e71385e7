using System.Collections.Concurrent;

namespace Pan123Dav.Storage.Remote.Links;

/// <summary>
/// Links that were resolved lately, by their file. However many ask for one, it is resolved once, and no longer than one of them waits. Bounded: those that end
/// first go first.
/// </summary>
internal sealed class LinkCache(TimeProvider timeProvider, PendingLinkLimit? limit = null, int most = 10_000)
{
    private readonly ConcurrentDictionary<RemoteId, CachedLink> _kept = [];
    private readonly Dictionary<RemoteId, PendingLink> _pending = [];
    private readonly PendingLinkLimit _limit = limit ?? new();
    private readonly Lock _joining = new();
    private readonly Lock _evicting = new();

    /// <summary>The link that is kept, or what <paramref name="resolve"/> gives.</summary>
    /// <param name="file">Which.</param>
    /// <param name="request">Who asks. A renewal is not given what is kept, for that was refused.</param>
    /// <param name="resolve">Asks 123 until nobody waits any more.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StorageException">It cannot be resolved, or too many are being resolved for the user.</exception>
    public ValueTask<SignedLink> GetAsync(
        RemoteId file, LinkRequest request, Func<PendingLink, Task<CachedLink>> resolve, CancellationToken cancellationToken) =>
        !request.Lifetime.IsRenewal && _kept.TryGetValue(file, out var kept) && kept.Until > timeProvider.GetUtcNow()
            ? new(kept.Link)
            : new(AskAsync(file, request, resolve, cancellationToken));

    private async Task<SignedLink> AskAsync(
        RemoteId file, LinkRequest request, Func<PendingLink, Task<CachedLink>> resolve, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var user = request.User ?? "";
        var pending = Join(file, user, resolve);
        try
        {
            return (await pending.Result.WaitAsync(cancellationToken).ConfigureAwait(false)).Link;
        }
        finally
        {
            Leave(file, user, pending);
            if (pending.WasAsked)
            {
                request.Progress?.SetAsked();
            }
        }
    }

    private PendingLink Join(RemoteId file, string user, Func<PendingLink, Task<CachedLink>> resolve)
    {
        lock (_joining)
        {
            var isPending = _pending.TryGetValue(file, out var pending);
            pending ??= new PendingLink();
            if (!pending.IsAwaitedBy(user))
            {
                _limit.Enter(user);
            }

            pending.Join(user);
            if (!isPending)
            {
                _pending.Add(file, pending);
                pending.Result = ResolveAsync(file, pending, resolve);
            }

            return pending;
        }
    }

    private void Leave(RemoteId file, string user, PendingLink pending)
    {
        lock (_joining)
        {
            if (pending.Leave(user))
            {
                _limit.Leave(user);
            }

            if (pending.Users.Count > 0)
            {
                return;
            }

            // Whoever comes now begins anew.
            Forget(file, pending);
        }

        pending.End();
    }

    private async Task<CachedLink> ResolveAsync(RemoteId file, PendingLink pending, Func<PendingLink, Task<CachedLink>> resolve)
    {
        // Off the caller's thread, which holds the lock.
        await Task.Yield();
        try
        {
            var kept = await resolve(pending).ConfigureAwait(false);
            _kept[file] = kept;
            Evict();
            return kept;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _kept.TryRemove(file, out _);
            throw;
        }
        finally
        {
            lock (_joining)
            {
                Forget(file, pending);
            }
        }
    }

    private void Forget(RemoteId file, PendingLink pending)
    {
        if (_pending.TryGetValue(file, out var known) && ReferenceEquals(known, pending))
        {
            _pending.Remove(file);
        }
    }

    private void Evict()
    {
        if (_kept.Count <= most)
        {
            return;
        }

        lock (_evicting)
        {
            // A tenth at once, so that not every link pays for the sorting.
            foreach (var link in _kept.OrderBy(link => link.Value.Until).Take(Math.Max(1, _kept.Count - most + (most / 10))).ToArray())
            {
                _kept.TryRemove(link);
            }
        }
    }
}
