using System.Collections.Concurrent;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// The links that have not expired, so many at most. Of more, those go that were not used for longest; one that comes back is known again by its ticket, and
/// only the addresses that used it begin anew. Looking one up takes no lock.
/// </summary>
internal sealed class LiveLinks(int capacity, LiveLinkExchange? exchange = null)
{
    /// <summary>Some ten megabytes.</summary>
    public const int DefaultCapacity = 50_000;

    // How many of the oldest are looked at for each one that is added.
    private const int MaxSteps = 8;

    private readonly ConcurrentDictionary<long, LiveLink> _links = new();
    private readonly ConcurrentQueue<LiveLink> _byAge = new();
    private int _queued;
    private long _newestForgotten;

    /// <summary>How many are known.</summary>
    public int Count => _links.Count;

    /// <summary>Whether a link of this number may have been let go before it expired.</summary>
    public bool MayHaveForgotten(long number) => number <= Volatile.Read(ref _newestForgotten);

    public LiveLink? Find(long number) => _links.TryGetValue(number, out var link) ? link : null;

    /// <summary>The one of this number that is known, else <paramref name="link"/> from now on.</summary>
    public LiveLink GetOrAdd(LiveLink link, long now)
    {
        var known = _links.GetOrAdd(link.Number, link);
        if (ReferenceEquals(known, link))
        {
            _byAge.Enqueue(link);
            MakeRoom(Interlocked.Increment(ref _queued) - capacity, now);
            exchange?.Tell(link, now);
        }

        return known;
    }

    /// <summary>Whether <paramref name="address"/> is one of the first <paramref name="most"/> that used a link.</summary>
    public bool TryUse(LiveLink link, ulong address, int most)
    {
        var mayUse = link.TryUse(address, most, out var isNew);
        if (isNew)
        {
            exchange?.Tell(link, address);
        }

        return mayUse;
    }

    /// <summary>Counts a request for a link.</summary>
    public void CountRequest(LiveLink link, bool isGranted)
    {
        link.Count(isGranted);
        exchange?.TellCounts(link);
    }

    /// <summary>Those that have not expired, the newest first.</summary>
    public IReadOnlyList<LiveLink> List(long now) =>
        [.. _links.Select(pair => pair.Value).Where(link => link.Expires >= now).OrderByDescending(link => link.Number)];

    /// <summary>Lets go of a link. What stands in the queue goes when its turn comes.</summary>
    public bool Remove(LiveLink link) => _links.TryRemove(KeyValuePair.Create(link.Number, link));

    private void MakeRoom(int surplus, long now)
    {
        for (var step = 1; step <= MaxSteps && (surplus > 0 || IsOldestOver(now)) && _byAge.TryDequeue(out var oldest); step++)
        {
            // Who is in use gets another turn, unless all are.
            if (oldest.Expires >= now && oldest.TakeUsed() && step < MaxSteps)
            {
                _byAge.Enqueue(oldest);
                continue;
            }

            Interlocked.Decrement(ref _queued);
            surplus--;
            if (Remove(oldest) && oldest.Expires >= now)
            {
                NoteForgotten(oldest.Number);
            }
        }
    }

    private void NoteForgotten(long number)
    {
        for (var newest = Volatile.Read(ref _newestForgotten); newest < number;)
        {
            newest = Interlocked.CompareExchange(ref _newestForgotten, number, newest) is var seen && seen == newest ? number : seen;
        }
    }

    private bool IsOldestOver(long now) => _byAge.TryPeek(out var oldest) && oldest.Expires < now;
}
