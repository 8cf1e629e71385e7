using Microsoft.Data.Sqlite;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>Stopped links in the gateway's database.</summary>
internal static class StoppedLinkTable
{
    /// <summary>Keeps a link stopped until it expires (Unix seconds), and drops what has expired.</summary>
    public static void Add(SqliteConnection connection, long number, long expires, long now) =>
        Run(connection, "INSERT OR REPLACE INTO stopped_links (number, expires) VALUES ($number, $expires)", now, ("$number", number), ("$expires", expires));

    /// <summary>Keeps a user's links up to <paramref name="number"/> stopped, and drops what has expired.</summary>
    public static void Add(SqliteConnection connection, string user, long number, long expires, long now) =>
        Run(
            connection,
            "INSERT OR REPLACE INTO stopped_users (name, number, expires) VALUES ($name, $number, $expires)",
            now,
            ("$name", user),
            ("$number", number),
            ("$expires", expires));

    /// <summary>The links and users that are kept, unless they have expired.</summary>
    public static void Read(SqliteConnection connection, long now, Action<long, long> link, Action<string, long, long> user)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT NULL, number, expires FROM stopped_links WHERE expires >= $now UNION ALL SELECT "
                + "name, number, expires FROM stopped_users WHERE expires >= $now";
        command.Parameters.AddWithValue("$now", now);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (rows.IsDBNull(0))
            {
                link(rows.GetInt64(1), rows.GetInt64(2));
            }
            else
            {
                user(rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2));
            }
        }
    }

    private static void Run(SqliteConnection connection, string statement, long now, params (string Name, object Value)[] values)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of this class.
        command.CommandText = $"{statement}; DELETE FROM stopped_links WHERE expires < $now; DELETE FROM stopped_users WHERE expires < $now";
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$now", now);
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }
}
