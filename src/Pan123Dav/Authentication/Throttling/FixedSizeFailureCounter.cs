namespace Pan123Dav.Authentication.Throttling;

/// <summary>
/// Counts the failed and the running attempts of a key in memory that never grows: a key has eight places it may stand in, and when others have them all
/// the one that was first to fail gives way. Whoever can fail from so many addresses needs no second try from any.
/// </summary>
internal sealed class FixedSizeFailureCounter(TimeProvider time, int capacity = FixedSizeFailureCounter.DefaultCapacity)
{
    public const int DefaultCapacity = 1 << 16;

    private const int Ways = 8;
    private const int MaxLocks = 64;

    // The hash that a key is comes from a seed of this process, so nobody can choose who shares its places.
    private readonly Slot[] _slots = new Slot[capacity];
    private readonly Lock[] _locks = [.. Enumerable.Range(0, Math.Min(MaxLocks, capacity / Ways)).Select(_ => new Lock())];

    /// <summary>How long a key that failed <paramref name="limit"/> times is refused yet; zero when it may try.</summary>
    public TimeSpan GetDelay(UInt128 key, int limit, TimeSpan window)
    {
        var set = GetSet(key);
        lock (GetLock(set))
        {
            return Find(set, key) is >= 0 and var at && _slots[at].Failures >= limit ? Remaining(at, window) : TimeSpan.Zero;
        }
    }

    /// <summary>Begins an attempt, unless failures and running attempts together have reached <paramref name="limit"/>.</summary>
    public bool TryBegin(UInt128 key, int limit, TimeSpan window)
    {
        var set = GetSet(key);
        lock (GetLock(set))
        {
            ref var slot = ref _slots[FindOrMake(set, key, window)];
            if (slot.Failures + slot.Running >= limit)
            {
                return false;
            }

            slot.Running++;
            return true;
        }
    }

    /// <summary>Ends an attempt that failed. Returns how often the key has failed in its window.</summary>
    public int Fail(UInt128 key, TimeSpan window)
    {
        var set = GetSet(key);
        lock (GetLock(set))
        {
            ref var slot = ref _slots[FindOrMake(set, key, window)];
            slot.Since = slot.Failures == 0 ? time.GetTimestamp() : slot.Since;
            slot.Running = Math.Max(0, slot.Running - 1);
            return ++slot.Failures;
        }
    }

    /// <summary>Counts a failure at another gateway, whose <paramref name="age"/> is less than <paramref name="window"/>.</summary>
    public void AddFailure(UInt128 key, TimeSpan window, TimeSpan age)
    {
        var set = GetSet(key);
        lock (GetLock(set))
        {
            ref var slot = ref _slots[FindOrMake(set, key, window)];
            slot.Since = slot.Failures == 0 ? time.GetTimestamp() - GetTicks(age) : slot.Since;
            slot.Failures++;
        }
    }

    /// <summary>Forgets the failures of a key.</summary>
    public void Forgive(UInt128 key)
    {
        var set = GetSet(key);
        lock (GetLock(set))
        {
            if (Find(set, key) is >= 0 and var at)
            {
                _slots[at].Failures = 0;
            }
        }
    }

    /// <summary>Ends an attempt that did not fail.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="forgive">Whether earlier failures are forgotten.</param>
    public void End(UInt128 key, bool forgive)
    {
        var set = GetSet(key);
        lock (GetLock(set))
        {
            if (Find(set, key) is >= 0 and var at)
            {
                ref var slot = ref _slots[at];
                slot.Running = Math.Max(0, slot.Running - 1);
                slot.Failures = forgive ? 0 : slot.Failures;
            }
        }
    }

    private int GetSet(UInt128 key) => (int)((ulong)key % (ulong)(_slots.Length / Ways));

    private Lock GetLock(int set) => _locks[set % _locks.Length];

    private long GetTicks(TimeSpan age) => age > TimeSpan.Zero ? (long)(age.TotalSeconds * time.TimestampFrequency) : 0;

    private TimeSpan Remaining(int at, TimeSpan window)
    {
        var remaining = window - time.GetElapsedTime(_slots[at].Since);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    private int Find(int set, UInt128 key)
    {
        for (var at = set * Ways; at < (set + 1) * Ways; at++)
        {
            if (_slots[at].Key == key && !_slots[at].IsFree)
            {
                return at;
            }
        }

        return -1;
    }

    private int FindOrMake(int set, UInt128 key, TimeSpan window)
    {
        var at = Find(set, key);
        if (at < 0)
        {
            at = PlaceFor(set);
            _slots[at] = new Slot { Key = key, Since = time.GetTimestamp() };
        }
        else if (Remaining(at, window) == TimeSpan.Zero)
        {
            (_slots[at].Failures, _slots[at].Since) = (0, time.GetTimestamp());
        }

        return at;
    }

    private int PlaceFor(int set)
    {
        var oldest = set * Ways;
        for (var at = oldest; at < (set + 1) * Ways; at++)
        {
            if (_slots[at].IsFree)
            {
                return at;
            }

            // What is running is kept as long as anything else can go: it would come back with less than it had.
            var isBetter = (_slots[at].Running > 0).CompareTo(_slots[oldest].Running > 0) is var order
                && (order < 0 || order == 0 && _slots[at].Since < _slots[oldest].Since);
            oldest = isBetter ? at : oldest;
        }

        return oldest;
    }

    private struct Slot
    {
        public UInt128 Key;
        public long Since;
        public int Failures;
        public int Running;

        public readonly bool IsFree => Failures == 0 && Running == 0;
    }
}
