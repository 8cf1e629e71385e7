using System.Globalization;
using Microsoft.Data.Sqlite;
using Pan123Dav.Data;

namespace Pan123Dav.Budgets;

/// <summary>Table <c>usage</c> of the gateway's database: a row a day and user. Days are written as ISO 8601 dates.</summary>
internal static class UsageTable
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Makes the table when it is not there.</summary>
    public static void Create(SqliteConnection connection) => GatewayDatabase.Execute(connection, """
        CREATE TABLE IF NOT EXISTS usage (
            day TEXT NOT NULL, user TEXT NOT NULL, links INTEGER NOT NULL, bytes INTEGER NOT NULL, refused INTEGER NOT NULL,
            PRIMARY KEY (day, user)) STRICT, WITHOUT ROWID;
        """);

    /// <summary>Whether anything was ever written here.</summary>
    public static bool Exists(SqliteConnection connection, string table = "usage")
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $table";
        command.Parameters.AddWithValue("$table", table);
        return command.ExecuteScalar() is not null;
    }

    /// <summary>The rows of these days, both included, by day and user.</summary>
    public static List<UsageRow> Read(SqliteConnection connection, DateOnly from, DateOnly to)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT day, user, links, bytes, refused FROM usage WHERE day BETWEEN $from AND $to ORDER BY day, user";
        command.Parameters.AddWithValue("$from", Text(from));
        command.Parameters.AddWithValue("$to", Text(to));
        using var reader = command.ExecuteReader();
        var rows = new List<UsageRow>();
        while (reader.Read())
        {
            rows.Add(new UsageRow(
                Day(reader.GetString(0)),
                reader.GetString(1),
                new Usage(reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4))));
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
            (day.Value, user.Value) = (Text(row.Day), row.User);
            (links.Value, bytes.Value, refused.Value) = (row.Usage.Links, row.Usage.Bytes, row.Usage.Refused);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Removes the days before <paramref name="first"/>.</summary>
    public static void RemoveBefore(SqliteConnection connection, SqliteTransaction transaction, DateOnly first)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "DELETE FROM usage WHERE day < $first";
        command.Parameters.AddWithValue("$first", Text(first));
        command.ExecuteNonQuery();
    }

    /// <summary>A day as it stands in the database.</summary>
    public static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>A day that was read from there.</summary>
    public static DateOnly Day(string text) => DateOnly.ParseExact(text, DayFormat, CultureInfo.InvariantCulture);
}
