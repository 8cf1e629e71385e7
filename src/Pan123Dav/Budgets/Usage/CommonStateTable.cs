using Microsoft.Data.Sqlite;

namespace Pan123Dav.Budgets.Usage;

/// <summary>Table <c>common_state</c> of the gateway's database: which state of the common counts the other tables hold.</summary>
internal static class CommonStateTable
{
    private const string UsageMark = "usage";

    /// <summary>The mark that was written last; null when none was.</summary>
    public static string? ReadMark(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM common_state WHERE name = $name";
        command.Parameters.AddWithValue("$name", UsageMark);
        return command.ExecuteScalar() as string;
    }

    /// <summary>Writes a mark.</summary>
    public static void WriteMark(SqliteConnection connection, SqliteTransaction transaction, string mark)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT OR REPLACE INTO common_state (name, value) VALUES ($name, $value)";
        command.Parameters.AddWithValue("$name", UsageMark);
        command.Parameters.AddWithValue("$value", mark);
        command.ExecuteNonQuery();
    }
}
