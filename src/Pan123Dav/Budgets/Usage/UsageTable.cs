using Microsoft.Data.Sqlite;
using Pan123Dav.Data;

namespace Pan123Dav.Budgets.Usage;

/// <summary>Table <c>usage</c> of the gateway's database: a row a day and user.</summary>
internal static class UsageTable
{
    private const string Name = "usage";
    private const string Untold = "untold_usage";

    /// <summary>Whether anything was ever written here.</summary>
    public static bool Exists(SqliteConnection connection) => DayTable.Exists(connection, Name);

    /// <summary>The rows of these days, both included, by day and user.</summary>
    public static List<UsageRow> Read(SqliteConnection connection, DateOnly from, DateOnly to) => Read(connection, Name, from, to);

    /// <summary>Of <see cref="Read(SqliteConnection, DateOnly, DateOnly)"/>, what other gateways had not been told of when it was written.</summary>
    public static List<UsageRow> ReadUntold(SqliteConnection connection, DateOnly day) => Read(connection, Untold, day, day);

    /// <summary>Adds each row's numbers to what is there.</summary>
    public static void Add(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<UsageRow> rows) => Write(
        connection,
        transaction,
        """
        INSERT INTO usage (day, user, links, bytes, refused) VALUES ($day, $user, $links, $bytes, $refused)
        ON CONFLICT (day, user) DO UPDATE SET links = links + excluded.links, bytes = bytes + excluded.bytes, refused = refused + excluded.refused
        """,
        rows);

    /// <summary>Puts each row's numbers in the place of what is there.</summary>
    public static void Set(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<UsageRow> rows) =>
        Write(connection, transaction, "INSERT OR REPLACE INTO usage (day, user, links, bytes, refused) VALUES ($day, $user, $links, $bytes, $refused)", rows);

    /// <summary>Removes the days before <paramref name="first"/>.</summary>
    public static void RemoveBefore(SqliteConnection connection, SqliteTransaction transaction, DateOnly first) =>
        DayTable.RemoveBefore(connection, transaction, Name, first);

    /// <summary>
    /// Notes what other gateways have not been told of. What was taken back and not told is left out: rather too much is counted than too little.
    /// </summary>
    public static void SetUntold(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<UsageRow> rows)
    {
        GatewayDatabase.Execute(connection, $"DELETE FROM {Untold}");
        Write(
            connection,
            transaction,
            $"INSERT INTO {Untold} (day, user, links, bytes, refused) VALUES ($day, $user, $links, $bytes, $refused)",
            rows.Where(row => row.Usage is { Links: >= 0, Bytes: >= 0, Refused: >= 0 }));
    }

    private static List<UsageRow> Read(SqliteConnection connection, string table, DateOnly from, DateOnly to)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Made of constants.
        command.CommandText = $"SELECT day, user, links, bytes, refused FROM {table} WHERE day BETWEEN $from AND $to ORDER BY day, user";
#pragma warning restore CA2100
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

    private static void Write(SqliteConnection connection, SqliteTransaction transaction, string statement, IEnumerable<UsageRow> rows)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Statements are constants of this class.
        command.CommandText = statement;
#pragma warning restore CA2100
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
}
