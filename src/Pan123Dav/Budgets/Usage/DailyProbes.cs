using System.Collections.Concurrent;
using Pan123Dav.Storage;

namespace Pan123Dav.Budgets.Usage;

/// <summary>The files that one user's programs probed on one day. After a restart they cost anew: rather too much is counted than too little.</summary>
internal sealed class DailyProbes
{
    /// <summary>Some ten megabytes. A file beyond that costs its probe with each link.</summary>
    public const int MaxFiles = 131_072;

    private readonly ConcurrentDictionary<(StoragePath Path, ulong Fingerprint), ProbeAllowance> _files = new();
    private int _count;

    /// <summary>What probes of this file have cost on the day.</summary>
    public ProbeAllowance Get(StoragePath path, ulong fingerprint)
    {
        if (_files.TryGetValue((path, fingerprint), out var known))
        {
            return known;
        }

        if (Volatile.Read(ref _count) >= MaxFiles)
        {
            return new ProbeAllowance();
        }

        var added = new ProbeAllowance();
        var kept = _files.GetOrAdd((path, fingerprint), added);
        if (ReferenceEquals(kept, added))
        {
            Interlocked.Increment(ref _count);
        }

        return kept;
    }
}
