using Microsoft.Data.Sqlite;

namespace Pan123Dav.Budgets.Usage;

/// <summary>The way of counted requests to the database and back: a part of what <see cref="UsageStore"/> does.</summary>
internal static class RequestStore
{
    /// <summary>Counts in what the database knows of a day, and writes what it does not know. Returns what is written once the transaction is.</summary>
    public static List<(RequestCounter Counter, RequestTotals Totals)> Write(SqliteConnection connection, SqliteTransaction transaction, DailyUsage day)
    {
        foreach (var ((_, user), totals) in RequestTable.Read(connection, day.Date, day.Date))
        {
            day.GetUser(user).Requests.Restore(totals);
        }

        var added = day.Users.Select(user => (user.User, Counter: user.Requests, Totals: user.Requests.Unwritten))
            .Where(user => user.Totals != default).ToList();
        foreach (var user in added)
        {
            RequestTable.Add(connection, transaction, day.Date, user.User, user.Totals);
        }

        return [.. added.Select(user => (user.Counter, user.Totals))];
    }

    /// <summary>The requests of these days, both included, written or not.</summary>
    public static Dictionary<(DateOnly Day, string User), RequestTotals> Read(SqliteConnection connection, UsageLedger ledger, DateOnly from, DateOnly to)
    {
        var requests = RequestTable.Read(connection, from, to);
        foreach (var day in ledger.Days.Where(day => day.Date >= from && day.Date <= to))
        {
            foreach (var user in day.Users.Where(user => user.Requests.Unwritten != default))
            {
                requests[(day.Date, user.User)] = requests.GetValueOrDefault((day.Date, user.User)) + user.Requests.Unwritten;
            }
        }

        return requests;
    }
}
