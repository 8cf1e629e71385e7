using System.Collections.Concurrent;

namespace Pan123Dav.Budgets;

/// <summary>
/// The files for which somebody has a working link, so many at most. Of more the oldest is forgotten, and
/// would be paid for again: too much is counted rather than too little.
/// </summary>
internal sealed class ActiveLinks(int most)
{
    /// <summary>Some ten megabytes, when players have jumped about in many of them.</summary>
    public const int DefaultCapacity = 32_768;

    private readonly ConcurrentDictionary<ActiveLinkKey, ActiveLink> _files = new();
    private readonly ConcurrentQueue<ActiveLink> _byAge = new();
    private int _queued;

    /// <summary>How many are remembered.</summary>
    public int Count => _files.Count;

    /// <summary>The one for <paramref name="key"/>, new when there is none.</summary>
    public ActiveLink GetOrAdd(in ActiveLinkKey key) =>
        _files.TryGetValue(key, out var file) ? file : _files.GetOrAdd(key, static added => new ActiveLink(added));

    /// <summary>Makes room when <paramref name="file"/>, which was got here, is paid for first.</summary>
    public void Keep(ActiveLink file, long now)
    {
        _byAge.Enqueue(file);
        var surplus = Interlocked.Increment(ref _queued) - most;
        for (var i = 0; (i < surplus || (i < 2 && IsOldestOver(now))) && _byAge.TryDequeue(out var oldest); i++)
        {
            Interlocked.Decrement(ref _queued);
            Forget(oldest);
        }
    }

    /// <summary>Whoever asks next pays anew. Does nothing when another one took its place already.</summary>
    public void Forget(ActiveLink file) => _files.TryRemove(KeyValuePair.Create(file.Key, file));

    private bool IsOldestOver(long now) => _byAge.TryPeek(out var oldest) && oldest.Expires <= now;
}
