using System.Globalization;

namespace Pan123Dav.Budgets.Usage;

/// <summary>Days that usage is asked for.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
internal readonly record struct UsagePeriod(DateOnly From, DateOnly To)
{
    private const int DefaultDays = 30;

    /// <summary>Reads two dates as people write them; what is left out makes it thirty days, until today where the end is left out.</summary>
    /// <returns>The period, or what is wrong.</returns>
    public static (UsagePeriod Period, string? Mistake) Read(string? from, string? to, DateOnly today)
    {
        if (!TryRead(to, today, out var last))
        {
            return (default, "to must be a date such as 2026-11-23");
        }

        var usual = last.DayNumber >= DefaultDays ? last.AddDays(1 - DefaultDays) : DateOnly.MinValue;
        if (!TryRead(from, usual, out var first))
        {
            return (default, "from must be a date such as 2026-11-23");
        }

        return first > last ? (default, "from must not lie behind to") : (new UsagePeriod(first, last), null);
    }

    private static bool TryRead(string? text, DateOnly absent, out DateOnly date)
    {
        date = absent;
        return string.IsNullOrEmpty(text) || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }
}
