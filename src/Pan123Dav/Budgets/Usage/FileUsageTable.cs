using Microsoft.Data.Sqlite;

namespace Pan123Dav.Budgets.Usage;

/// <summary>
/// Table <c>usage_files</c> of the gateway's database: a row a day and file, and one without a path for the files that are not kept one by one.
/// </summary>
internal static class FileUsageTable
{
    private const string Name = "usage_files";

    // A sum beyond 64 bits would be a floating-point number, which the table refuses.
    private const string Added = "links = min(links + $links, $most), bytes = min(bytes + $bytes, $most), link = CASE WHEN $link = '' THEN link ELSE $link END";

    /// <summary>The rows of these days, both included; none of a database that is older than the table.</summary>
    public static List<FileUsageRow> Read(SqliteConnection connection, DateOnly from, DateOnly to)
    {
        var rows = new List<FileUsageRow>();
        if (!DayTable.Exists(connection, Name))
        {
            return rows;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT day, path, link, links, bytes FROM usage_files WHERE day BETWEEN $from AND $to ORDER BY day, path";
        command.Parameters.AddWithValue("$from", DayTable.Text(from));
        command.Parameters.AddWithValue("$to", DayTable.Text(to));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(new FileUsageRow(DayTable.Day(reader.GetString(0)), reader.GetString(1),
                reader.GetString(2), new UsageTotals(reader.GetInt64(3), reader.GetInt64(4), 0)));
        }

        return rows;
    }

    /// <summary>The files that cost most bytes on these days, both included, with their sums.</summary>
    public static List<(string Path, UsageTotals Usage)> ReadLargest(SqliteConnection connection, DateOnly from, DateOnly to, int count)
    {
        var files = new List<(string, UsageTotals)>();
        if (!DayTable.Exists(connection, Name))
        {
            return files;
        }

        using var command = connection.CreateCommand();

        // sum() fails beyond 64 bits, total() does not.
        command.CommandText = "SELECT path, CAST(min(total(links), $most) AS INTEGER), CAST(min(total(bytes), $most) AS INTEGER) "
            + "FROM usage_files WHERE day BETWEEN $from AND $to GROUP BY path ORDER BY 3 DESC, 2 DESC, path LIMIT $count";
        command.Parameters.AddWithValue("$from", DayTable.Text(from));
        command.Parameters.AddWithValue("$to", DayTable.Text(to));
        command.Parameters.AddWithValue("$most", UsageCounter.MaxValue);
        command.Parameters.AddWithValue("$count", count);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            files.Add((reader.GetString(0), new UsageTotals(reader.GetInt64(1), reader.GetInt64(2), 0)));
        }

        return files;
    }

    /// <summary>
    /// Adds each row's numbers to what is there; files beyond <paramref name="most"/> of
    /// <paramref name="day"/>, before a restart or after it, become one row.
    /// </summary>
    public static void Add(SqliteConnection connection, SqliteTransaction transaction, DateOnly day, IEnumerable<FileUsageRow> rows, int most)
    {
        using var update = Command($"UPDATE usage_files SET {Added} WHERE day = $day AND path = $path");
        using var insert = Command(
            $"INSERT INTO usage_files (day, path, link, links, bytes) VALUES ($day, $path, $link, $links, "
            + $"$bytes) ON CONFLICT (day, path) DO UPDATE SET {Added}");
        long? count = null;
        foreach (var row in rows)
        {
            if (Run(update, row.Path, row) > 0)
            {
                continue;
            }

            count ??= Count(connection, transaction, day);
            var isKept = row.Path != FileUsageRow.Overflow && count < most;
            count += isKept ? 1 : 0;
            Run(insert, isKept ? row.Path : FileUsageRow.Overflow, isKept ? row : row with { Link = "" });
        }

        SqliteCommand Command(string text)
        {
            var command = connection.CreateCommand();
            command.Transaction = transaction;
#pragma warning disable CA2100 // Made of constants.
            command.CommandText = text;
#pragma warning restore CA2100
            command.Parameters.AddWithValue("$day", DayTable.Text(day));
            command.Parameters.AddWithValue("$most", UsageCounter.MaxValue);
            foreach (var name in (ReadOnlySpan<string>)["$path", "$link"])
            {
                command.Parameters.Add(name, SqliteType.Text);
            }

            foreach (var name in (ReadOnlySpan<string>)["$links", "$bytes"])
            {
                command.Parameters.Add(name, SqliteType.Integer);
            }

            return command;
        }
    }

    /// <summary>Removes the days before <paramref name="first"/>.</summary>
    public static void RemoveBefore(SqliteConnection connection, SqliteTransaction transaction, DateOnly first) =>
        DayTable.RemoveBefore(connection, transaction, Name, first);

    private static int Run(SqliteCommand command, string path, in FileUsageRow row)
    {
        command.Parameters["$path"].Value = path;
        command.Parameters["$link"].Value = row.Link;
        command.Parameters["$links"].Value = row.Usage.Links;
        command.Parameters["$bytes"].Value = row.Usage.Bytes;
        return command.ExecuteNonQuery();
    }

    private static long Count(SqliteConnection connection, SqliteTransaction transaction, DateOnly day)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT count(*) FROM usage_files WHERE day = $day AND path <> ''";
        command.Parameters.AddWithValue("$day", DayTable.Text(day));
        return (long)command.ExecuteScalar()!;
    }
}
