using System.Collections.Concurrent;

namespace Pan123Dav.Budgets;

/// <summary>Everybody's spending on one UTC day.</summary>
internal sealed class UsageDay(DateOnly date, int mostFiles = DayFiles.Usual)
{
    private readonly ConcurrentDictionary<string, UserDay> _users = new(StringComparer.Ordinal);

    public DateOnly Date { get; } = date;

    /// <summary>All users together.</summary>
    public UsageCounter Gateway { get; } = new();

    /// <summary>Whether what the database knew of this day is counted in.</summary>
    public bool IsRestored { get; private set; }

    /// <summary>The files that the links of this process led to.</summary>
    public DayFiles Files { get; } = new(date, mostFiles);

    public IEnumerable<UserDay> Users => _users.Select(pair => pair.Value);

    public UserDay Of(string user) => _users.TryGetValue(user, out var day) ? day : _users.GetOrAdd(user, static name => new UserDay(name));

    /// <summary>Counts in what the database knew, once.</summary>
    public void Restore(IEnumerable<UsageRow> rows)
    {
        Usage sum = default;
        foreach (var row in rows)
        {
            var user = Of(row.User);
            user.Counter.Restore(row.Usage);
            user.Written = row.Usage;
            sum += row.Usage;
        }

        Gateway.Restore(sum);
        IsRestored = true;
    }
}
