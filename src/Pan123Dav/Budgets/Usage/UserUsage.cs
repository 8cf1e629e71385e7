namespace Pan123Dav.Budgets.Usage;

/// <summary>One user's spending on one day.</summary>
internal sealed class UserUsage(string user)
{
    private DailyProbes? _probes;

    public string User { get; } = user;

    public UsageCounter Counter { get; } = new();

    /// <summary>What 123 asked about.</summary>
    public RequestCounter Requests { get; } = new();

    /// <summary>What this user's programs probed.</summary>
    public DailyProbes Probes => _probes ?? Interlocked.CompareExchange(ref _probes, new DailyProbes(), null) ?? _probes;

    /// <summary>How much of the counter is in the database. Not thread-safe: only <see cref="UsageStore"/> may use it.</summary>
    public UsageTotals Written { get; set; }

    /// <summary>Whether all of it is in the database.</summary>
    public bool IsWritten => Unwritten == default && Requests.Unwritten == default;

    /// <summary>What is not in the database yet.</summary>
    public UsageTotals Unwritten => Counter.Value - Written;
}
