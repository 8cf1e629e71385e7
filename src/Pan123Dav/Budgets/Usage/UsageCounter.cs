namespace Pan123Dav.Budgets.Usage;

/// <summary>What a user, or the gateway, spent on a day: numbers that any number of requests take from at once, without a lock.</summary>
internal sealed class UsageCounter
{
    /// <summary>Where counting ends, far beyond what anybody can spend: no sum runs over.</summary>
    public const long MaxValue = 1L << 62;

    /// <summary>
    /// The most that is taken at once, however long a file is said to be: so far below <see cref="MaxValue"/> that all of it was counted when it is given
    /// back. In bytes four pebibytes.
    /// </summary>
    public const long MaxAmount = 1L << 52;

    private long _links;
    private long _bytes;
    private long _refused;
    private UsageTotals _restored;
    private int _told;
    private CommonCount? _common;

    /// <summary>What several gateways count together in this counter; what is counted beyond that, they have not been told yet.</summary>
    public CommonCount Common => _common ?? Interlocked.CompareExchange(ref _common, new CommonCount(this), null) ?? _common;

    /// <summary>What is counted now.</summary>
    public UsageTotals Value => new(Volatile.Read(ref _links), Volatile.Read(ref _bytes), Volatile.Read(ref _refused));

    /// <summary>Takes <paramref name="amount"/> unless <paramref name="limit"/> is reached. The last one that is let through may go beyond it.</summary>
    public bool TryTake(BudgetUnit unit, long amount, long? limit) => TryTake(unit, amount, limit, out _);

    /// <summary>Takes <paramref name="amount"/> unless <paramref name="limit"/> is reached. The last one that is let through may go beyond it.</summary>
    /// <param name="unit">What is taken.</param>
    /// <param name="amount">How much; nothing is always granted.</param>
    /// <param name="limit">Null for none.</param>
    /// <param name="isLast">Whether this one has reached the limit, so that no other is let through.</param>
    public bool TryTake(BudgetUnit unit, long amount, long? limit, out bool isLast)
    {
        isLast = false;
        if (amount == 0)
        {
            return true;
        }

        ref var counter = ref unit == BudgetUnit.Links ? ref _links : ref _bytes;
        for (var taken = Volatile.Read(ref counter); !(taken >= limit);)
        {
            var sum = amount > MaxValue - taken ? MaxValue : taken + amount;
            var seen = Interlocked.CompareExchange(ref counter, sum, taken);
            if (seen == taken)
            {
                isLast = sum >= limit;
                return true;
            }

            taken = seen;
        }

        return false;
    }

    /// <summary>Gives back what was taken.</summary>
    public void GiveBack(BudgetUnit unit, long amount) => Interlocked.Add(ref unit == BudgetUnit.Links ? ref _links : ref _bytes, -amount);

    /// <summary>Counts a refusal.</summary>
    public void Refuse() => Interlocked.Increment(ref _refused);

    /// <summary>Adds what was not spent by this process.</summary>
    public void Restore(UsageTotals before)
    {
        _restored += before;
        Add(before);
    }

    /// <summary>Counts <paramref name="change"/>, whatever it was that changed.</summary>
    public void Add(UsageTotals change)
    {
        Interlocked.Add(ref _links, change.Links);
        Interlocked.Add(ref _bytes, change.Bytes);
        Interlocked.Add(ref _refused, change.Refused);
    }

    /// <summary>How much of <paramref name="limit"/> is spent, in percent, when 80 or 100 was just reached and nobody was told yet; else 0.</summary>
    public int Milestone(BudgetUnit unit, long limit)
    {
        var taken = Volatile.Read(ref unit == BudgetUnit.Links ? ref _links : ref _bytes);
        var nearly = limit - (limit / 5);
        if (taken < nearly)
        {
            return 0;
        }

        var restored = unit == BudgetUnit.Links ? _restored.Links : _restored.Bytes;
        var (percent, mark) = taken < limit ? (80, nearly) : (100, limit);
        var flag = (percent == 80 ? 1 : 3) << (unit == BudgetUnit.Links ? 0 : 2);
        return restored < mark && (Interlocked.Or(ref _told, flag) & flag) != flag ? percent : 0;
    }
}

/// <summary>What a budget counts.</summary>
internal enum BudgetUnit
{
    Links,
    Bytes,
}
