namespace Pan123Dav.Budgets.Usage;

/// <summary>
/// The part of a counter that all gateways know of. The counter itself is this and what is <see cref="Untold"/>: links of other gateways are added when
/// they are heard of,
/// own corrections are handed over from time to time.
/// </summary>
internal sealed class CommonCount(UsageCounter counter)
{
    private readonly Lock _gate = new();
    private UsageTotals _told;
    private long _version = -1;

    /// <summary>What all gateways counted, as far as it is known here.</summary>
    public UsageTotals Told
    {
        get
        {
            lock (_gate)
            {
                return _told;
            }
        }
    }

    /// <summary>What was counted here and nowhere else yet.</summary>
    public UsageTotals Untold
    {
        get
        {
            lock (_gate)
            {
                return counter.Value - _told;
            }
        }
    }

    /// <summary>All gateways together have counted <paramref name="totals"/>. Ignored when something later is known.</summary>
    /// <param name="totals">All of it.</param>
    /// <param name="version">Rises with each change.</param>
    public void Set(UsageTotals totals, long version)
    {
        lock (_gate)
        {
            if (version > _version)
            {
                _version = version;
                counter.Add(totals - _told);
                _told = totals;
            }
        }
    }

    /// <summary>Counts in what was common before this start, unless something later is known.</summary>
    public void Restore(UsageTotals before)
    {
        lock (_gate)
        {
            if (_version < 0)
            {
                counter.Restore(before);
                _told += before;
            }
        }
    }

    /// <summary>What was untold is told now: it comes back as part of <see cref="Set"/>.</summary>
    public void HandOver(UsageTotals told)
    {
        lock (_gate)
        {
            counter.Add(default(UsageTotals) - told);
        }
    }
}
