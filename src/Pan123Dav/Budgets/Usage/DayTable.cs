using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Pan123Dav.Budgets.Usage;

/// <summary>
/// What the tables of the gateway's database have in common that hold rows by day, in a column <c>day</c>. Days are written as ISO 8601 dates.
/// </summary>
internal static class DayTable
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Whether anything was ever written to <paramref name="table"/>.</summary>
    public static bool Exists(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $table";
        command.Parameters.AddWithValue("$table", table);
        return command.ExecuteScalar() is not null;
    }

    /// <summary>Removes the days before <paramref name="first"/>.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="transaction">What it belongs to.</param>
    /// <param name="table">A constant of the caller's.</param>
    /// <param name="first">The first day that stays.</param>
    public static void RemoveBefore(SqliteConnection connection, SqliteTransaction transaction, string table, DateOnly first)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Made of constants.
        command.CommandText = $"DELETE FROM {table} WHERE day < $first";
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$first", Text(first));
        command.ExecuteNonQuery();
    }

    /// <summary>A day as it stands in the database.</summary>
    public static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>A day that was read from there.</summary>
    public static DateOnly Day(string text) => DateOnly.ParseExact(text, DayFormat, CultureInfo.InvariantCulture);
}
