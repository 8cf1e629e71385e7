using Microsoft.Data.Sqlite;

namespace Pan123Dav.Budgets.Usage;

/// <summary>
/// Table <c>usage_requests</c> of the gateway's database: a row a day and user whose links 123 asked about. Each gateway's own, also where budgets are shared.
/// </summary>
internal static class RequestTable
{
    private const string Name = "usage_requests";

    /// <summary>The rows of these days, both included; none of a database that is older than the table.</summary>
    public static Dictionary<(DateOnly Day, string User), RequestTotals> Read(SqliteConnection connection, DateOnly from, DateOnly to)
    {
        var rows = new Dictionary<(DateOnly, string), RequestTotals>();
        if (!DayTable.Exists(connection, Name))
        {
            return rows;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT day, user, served, refused FROM usage_requests WHERE day BETWEEN $from AND $to";
        command.Parameters.AddWithValue("$from", DayTable.Text(from));
        command.Parameters.AddWithValue("$to", DayTable.Text(to));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add((DayTable.Day(reader.GetString(0)), reader.GetString(1)), new RequestTotals(reader.GetInt64(2), reader.GetInt64(3)));
        }

        return rows;
    }

    /// <summary>Adds to what is there.</summary>
    public static void Add(SqliteConnection connection, SqliteTransaction transaction, DateOnly day, string user, RequestTotals requests)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO usage_requests (day, user, served, refused) VALUES ($day, $user, $served, $refused)
            ON CONFLICT (day, user) DO UPDATE SET served = served + excluded.served, refused = refused + excluded.refused
            """;
        command.Parameters.AddWithValue("$day", DayTable.Text(day));
        command.Parameters.AddWithValue("$user", user);
        command.Parameters.AddWithValue("$served", requests.Served);
        command.Parameters.AddWithValue("$refused", requests.Refused);
        command.ExecuteNonQuery();
    }

    /// <summary>Removes the days before <paramref name="first"/>.</summary>
    public static void RemoveBefore(SqliteConnection connection, SqliteTransaction transaction, DateOnly first) =>
        DayTable.RemoveBefore(connection, transaction, Name, first);

    /// <summary>Usage with its requests, by day and user; who had requests alone on a day has a row for them.</summary>
    public static List<UsageRow> Join(IEnumerable<UsageRow> usage, IReadOnlyDictionary<(DateOnly Day, string User), RequestTotals> requests)
    {
        var rows = usage.ToDictionary(row => (row.Day, row.User));
        foreach (var (key, totals) in requests)
        {
            rows[key] = rows.GetValueOrDefault(key, new UsageRow(key.Day, key.User, default)) with { Requests = totals };
        }

        return [.. rows.Values.OrderBy(row => row.Day).ThenBy(row => row.User, StringComparer.Ordinal)];
    }
}
