using System.Collections.Concurrent;

namespace Pan123Dav.Storage.Remote;

/// <summary>Links that were resolved lately, by the number of their file. However many ask for one, it is resolved once. Bounded: those that end first go first.</summary>
internal sealed class LinkCache(TimeProvider timeProvider, int most = 10_000)
{
    private readonly ConcurrentDictionary<long, KeptLink> _kept = [];
    private readonly ConcurrentDictionary<long, Lazy<Task<KeptLink>>> _asked = [];
    private readonly Lock _evicting = new();

    /// <summary>The link that is kept, or what <paramref name="resolve"/> gives.</summary>
    /// <param name="file">123's number of it.</param>
    /// <param name="isRenewal">The one that is kept was refused.</param>
    /// <param name="resolve">Goes on when <paramref name="cancellationToken"/> ends, for others may wait too; must end by itself.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask<SignedLink> GetAsync(long file, bool isRenewal, Func<Task<KeptLink>> resolve, CancellationToken cancellationToken) =>
        !isRenewal && _kept.TryGetValue(file, out var kept) && kept.Until > timeProvider.GetUtcNow()
            ? new(kept.Link)
            : new(AskAsync(file, resolve, cancellationToken));

    private async Task<SignedLink> AskAsync(long file, Func<Task<KeptLink>> resolve, CancellationToken cancellationToken)
    {
        var asked = _asked.GetOrAdd(file, static (file, work) => new(() => work.Cache.ResolveAsync(file, work.Resolve)), (Cache: this, Resolve: resolve));
        return (await asked.Value.WaitAsync(cancellationToken).ConfigureAwait(false)).Link;
    }

    private async Task<KeptLink> ResolveAsync(long file, Func<Task<KeptLink>> resolve)
    {
        await Task.Yield();
        try
        {
            var kept = await resolve().ConfigureAwait(false);
            _kept[file] = kept;
            Evict();
            return kept;
        }
        catch
        {
            _kept.TryRemove(file, out _);
            throw;
        }
        finally
        {
            _asked.TryRemove(file, out _);
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
