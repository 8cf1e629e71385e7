using System.Collections.Concurrent;

namespace Pan123Dav.Budgets.Usage;

/// <summary>Everybody's spending on one UTC day.</summary>
internal sealed class DailyUsage(DateOnly date, int mostFiles = DailyFileUsage.DefaultCapacity)
{
    private readonly ConcurrentDictionary<string, UserUsage> _users = new(StringComparer.Ordinal);

    public DateOnly Date { get; } = date;

    /// <summary>All users together.</summary>
    public UsageCounter Gateway { get; } = new();

    /// <summary>Whether what the database knew of this day is counted in.</summary>
    public bool IsRestored { get; private set; }

    /// <summary>The files that the links of this process led to.</summary>
    public DailyFileUsage Files { get; } = new(date, mostFiles);

    public IEnumerable<UserUsage> Users => _users.Select(pair => pair.Value);

    public UserUsage GetUser(string user) => _users.TryGetValue(user, out var day) ? day : _users.GetOrAdd(user, static name => new UserUsage(name));

    /// <summary>Counts a request for one of a user's links that 123 asked about. Takes no lock for a user who has spent something on the day.</summary>
    public void CountRequest(string user, bool isServed) => GetUser(user).Requests.Count(isServed);

    /// <summary>
    /// Counts in what the database knows and this process does not: what was spent before it began, and what commands
    /// beside it have spent since, such as the companions that <c>strm</c> copies.
    /// </summary>
    public void Restore(IEnumerable<UsageRow> rows)
    {
        UsageTotals sum = default;
        foreach (var row in rows)
        {
            var user = GetUser(row.User);
            var others = row.Usage - user.Written;
            user.Counter.Restore(others);
            user.Written = row.Usage;
            sum += others;
        }

        Gateway.Restore(sum);
        IsRestored = true;
    }

    /// <summary>Counts in, the first time, what all gateways together had spent when it was written, and of that what only this one knew of.</summary>
    public void RestoreCommon(IReadOnlyList<UsageRow> rows, IReadOnlyList<UsageRow> untold)
    {
        if (IsRestored)
        {
            return;
        }

        UsageTotals sum = default;
        foreach (var row in rows)
        {
            var user = GetUser(row.User);
            var own = untold.FirstOrDefault(other => other.User == row.User).Usage;
            user.Counter.Common.Restore(row.Usage - own);
            user.Counter.Restore(own);
            user.Written = row.Usage;
            Gateway.Restore(own);
            sum += row.Usage - own;
        }

        Gateway.Common.Restore(sum);
        IsRestored = true;
    }
}
