using System.Collections.Concurrent;

namespace Pan123Dav.Metadata;

/// <summary>Remembers which files told nothing, so that they are not asked again at every listing: after a minute, then two, and so on up to a day.</summary>
internal sealed class ProbeFailures(TimeProvider timeProvider)
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<UInt128, (TimeSpan Pause, DateTimeOffset Until)> _failures = [];

    /// <summary>Whether the file failed lately.</summary>
    public bool IsResting(UInt128 key) => _failures.TryGetValue(key, out var failure) && timeProvider.GetUtcNow() < failure.Until;

    /// <summary>It failed; true when for the first time.</summary>
    public bool Add(UInt128 key)
    {
        var now = timeProvider.GetUtcNow();
        var failure = _failures.AddOrUpdate(
            key,
            _ => (First, now + First),
            (_, last) => last.Pause * 2 < MaxDelay ? (last.Pause * 2, now + (last.Pause * 2)) : (MaxDelay, now + MaxDelay));
        return failure.Pause == First;
    }

    public void Remove(UInt128 key) => _failures.TryRemove(key, out _);
}
