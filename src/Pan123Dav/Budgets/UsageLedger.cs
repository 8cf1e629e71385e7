namespace Pan123Dav.Budgets;

/// <summary>The days that are being counted: today, and those before it that are not written down yet.</summary>
/// <param name="mostFiles">How many files a day are kept one by one.</param>
internal sealed class UsageLedger(int mostFiles = DayFiles.Usual)
{
    private readonly Lock _gate = new();
    private volatile UsageDay[] _days = [];

    /// <summary>All of them, the latest first.</summary>
    public IReadOnlyList<UsageDay> Days => _days;

    /// <summary>The day <paramref name="now"/> lies on.</summary>
    public UsageDay At(DateTimeOffset now)
    {
        var date = DateOf(now);
        var days = _days;
        return days.Length > 0 && days[0].Date == date ? days[0] : Find(date);
    }

    /// <summary>Lets go of the days before <paramref name="date"/> that <paramref name="isDone"/> holds for.</summary>
    public void Drop(DateOnly date, Predicate<UsageDay> isDone)
    {
        lock (_gate)
        {
            if (Array.Exists(_days, day => day.Date < date && isDone(day)))
            {
                _days = [.. _days.Where(day => day.Date >= date || !isDone(day))];
            }
        }
    }

    public static DateOnly DateOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);

    /// <summary>How long the day goes on that <paramref name="moment"/> lies on.</summary>
    public static TimeSpan UntilNextDay(DateTimeOffset moment) => TimeSpan.FromTicks(TimeSpan.TicksPerDay - (moment.UtcTicks % TimeSpan.TicksPerDay));

    // Once a day, and after a clock was set back.
    private UsageDay Find(DateOnly date)
    {
        lock (_gate)
        {
            if (Array.Find(_days, day => day.Date == date) is { } known)
            {
                return known;
            }

            var added = new UsageDay(date, mostFiles);
            _days = [.. _days.Append(added).OrderByDescending(day => day.Date)];
            return added;
        }
    }
}
