using Microsoft.Data.Sqlite;

namespace Pan123Dav.Data;

/// <summary>
/// The tables of the gateway's database, and the way from each version of them to the next. SQLite keeps the version (<c>PRAGMA user_version</c>).
/// </summary>
internal static class Schema
{
    // One text a version. What stands here is out in the world: a change is a further text. Files of before
    // there were versions count as 0 and may have any of the first tables.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE IF NOT EXISTS metadata (
            key BLOB PRIMARY KEY, length INTEGER NOT NULL, modified INTEGER, learnt INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS tokens (
            key TEXT PRIMARY KEY, value TEXT NOT NULL, expires TEXT NOT NULL, asked TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS usage (
            day TEXT NOT NULL, user TEXT NOT NULL, links INTEGER NOT NULL, bytes INTEGER NOT NULL, refused INTEGER NOT NULL,
            PRIMARY KEY (day, user)) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS usage_files (
            day TEXT NOT NULL, path TEXT NOT NULL, link TEXT NOT NULL, links INTEGER NOT NULL, bytes INTEGER NOT NULL,
            PRIMARY KEY (day, path)) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE IF NOT EXISTS stopped_links (number INTEGER PRIMARY KEY, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS stopped_users (name TEXT PRIMARY KEY, number INTEGER NOT NULL, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE IF NOT EXISTS api_tokens (
            user TEXT PRIMARY KEY, token TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE IF NOT EXISTS common_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS untold_usage (
            day TEXT NOT NULL, user TEXT NOT NULL, links INTEGER NOT NULL, bytes INTEGER NOT NULL, refused INTEGER NOT NULL,
            PRIMARY KEY (day, user)) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE IF NOT EXISTS usage_requests (
            day TEXT NOT NULL, user TEXT NOT NULL, served INTEGER NOT NULL, refused INTEGER NOT NULL,
            PRIMARY KEY (day, user)) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE api_tokens ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
        """,
    ];

    /// <summary>The version that this program reads and writes.</summary>
    public static int Version => Steps.Length;

    /// <summary>Brings a database to <see cref="Version"/>; does nothing to one that is there.</summary>
    /// <exception cref="IOException">It is of a newer program, whose tables nobody knows here.</exception>
    /// <exception cref="SqliteException">The file cannot be written, or is no database.</exception>
    public static void Update(SqliteConnection connection)
    {
        if (GetVersion(connection) == Version)
        {
            return;
        }

        // Another process may do the same at this moment: it waits here, and finds it done.
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = GetVersion(connection);
        if (version > Version)
        {
            throw new IOException(FormattableString.Invariant(
                $"the database is of version {version} and this program knows {Version}: start the newer program that made it, or name another DataDirectory"));
        }

        foreach (var step in Steps.AsSpan((int)version))
        {
            GatewayDatabase.Execute(connection, step);
        }

        GatewayDatabase.Execute(connection, FormattableString.Invariant($"PRAGMA user_version = {Version}"));
        transaction.Commit();
    }

    private static long GetVersion(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }
}
