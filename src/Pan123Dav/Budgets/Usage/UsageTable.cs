using Microsoft.Data.Sqlite;

namespace Pan123Dav.Budgets.Usage;

/// <summary>Table <c>usage</c> of the gateway's database: a row a day and user.</summary>
internal static class UsageTable
{
    private const string Name = "usage";

    /// <summary>Whether anything was ever written here.</summary>
    public static bool Exists(SqliteConnection connection) => DayTable.Exists(connection, Name);

    /// <summary>The rows of these days, both included, by day and user.</summary>
    public static List<UsageRow> Read(SqliteConnection connection, DateOnly from, DateOnly to)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT day, user, links, bytes, refused FROM usage WHERE day BETWEEN $from AND $to ORDER BY day, user";
        command.Parameters.AddWithValue("$from", DayTable.Text(from));
        command.Parameters.AddWithValue("$to", DayTable.Text(to));
        using var reader = command.ExecuteReader();
        var rows = new List<UsageRow>();
        while (reader.Read())
        {
            rows.Add(new UsageRow(
                DayTable.Day(reader.GetString(0)),
                reader.GetString(1),
                new UsageTotals(reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4))));
        }

        return rows;
    }

    /// <summary>Adds each row's numbers to what is there.</summary>
    public static void Add(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<UsageRow> rows)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO usage (day, user, links, bytes, refused) VALUES ($day, $user, $links, $bytes, $refused)
            ON CONFLICT (day, user) DO UPDATE SET links = links + excluded.links, bytes = bytes + excluded.bytes, refused = refused + excluded.refused
            """;
        var day = command.Parameters.Add("$day", SqliteType.Text);
        var user = command.Parameters.Add("$user", SqliteType.Text);
        var links = command.Parameters.Add("$links", SqliteType.Integer);
        var bytes = command.Parameters.Add("$bytes", SqliteType.Integer);
        var refused = command.Parameters.Add("$refused", SqliteType.Integer);
        foreach (var row in rows)
        {
            (day.Value, user.Value) = (DayTable.Text(row.Day), row.User);
            (links.Value, bytes.Value, refused.Value) = (row.Usage.Links, row.Usage.Bytes, row.Usage.Refused);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Removes the days before <paramref name="first"/>.</summary>
    public static void RemoveBefore(SqliteConnection connection, SqliteTransaction transaction, DateOnly first) =>
        DayTable.RemoveBefore(connection, transaction, Name, first);
}
