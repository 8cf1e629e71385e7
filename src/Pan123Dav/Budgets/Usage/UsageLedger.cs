namespace Pan123Dav.Budgets.Usage;

/// <summary>The days that are being counted: today, and those before it that are not written down yet.</summary>
/// <param name="mostFiles">How many files a day are kept one by one.</param>
internal sealed class UsageLedger(int mostFiles = DailyFileUsage.DefaultCapacity)
{
    private readonly Lock _gate = new();
    private volatile DailyUsage[] _days = [];
    private long _offset;

    /// <summary>How far the clock that tells the day, which several gateways have in common, is ahead of this machine's.</summary>
    public TimeSpan Offset
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _offset));
        set => Volatile.Write(ref _offset, value.Ticks);
    }

    /// <summary>All of them, the latest first.</summary>
    public IReadOnlyList<DailyUsage> Days => _days;

    /// <summary>The day <paramref name="now"/> lies on.</summary>
    public DailyUsage At(DateTimeOffset now) => On(GetDate(now + Offset));

    /// <summary>The day of this date.</summary>
    public DailyUsage On(DateOnly date)
    {
        var days = _days;
        return days.Length > 0 && days[0].Date == date ? days[0] : Find(date);
    }

    /// <summary>Lets go of the days before <paramref name="date"/> that <paramref name="isDone"/> holds for.</summary>
    public void Drop(DateOnly date, Predicate<DailyUsage> isDone)
    {
        lock (_gate)
        {
            if (Array.Exists(_days, day => day.Date < date && isDone(day)))
            {
                _days = [.. _days.Where(day => day.Date >= date || !isDone(day))];
            }
        }
    }

    /// <summary>What other gateways have not been told of, by day and user.</summary>
    public IEnumerable<UsageRow> GetUntold() =>
        from day in _days
        from user in day.Users
        let untold = user.Counter.Common.Untold
        where untold != default
        select new UsageRow(day.Date, user.User, untold);

    /// <summary>Of one user.</summary>
    public UsageTotals GetUntold(DateOnly date, string user) =>
        Array.Find(_days, day => day.Date == date)?.GetUser(user).Counter.Common.Untold ?? default;

    public static DateOnly GetDate(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);

    /// <summary>How long the day goes on that <paramref name="moment"/> lies on.</summary>
    public static TimeSpan UntilNextDay(DateTimeOffset moment) => TimeSpan.FromTicks(TimeSpan.TicksPerDay - (moment.UtcTicks % TimeSpan.TicksPerDay));

    // Once a day, and after a clock was set back.
    private DailyUsage Find(DateOnly date)
    {
        lock (_gate)
        {
            if (Array.Find(_days, day => day.Date == date) is { } known)
            {
                return known;
            }

            var added = new DailyUsage(date, mostFiles);
            _days = [.. _days.Append(added).OrderByDescending(day => day.Date)];
            return added;
        }
    }
}
