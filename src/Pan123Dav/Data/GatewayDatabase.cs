using Microsoft.Data.Sqlite;

namespace Pan123Dav.Data;

/// <summary>
/// The one SQLite file of the gateway, <c>pan123dav.db</c> under <c>DataDirectory</c>, for what must outlive a restart. Readable by its owner only.
/// Write-ahead log: a process that is killed loses what it had not written yet, and nothing else.
/// </summary>
internal sealed class GatewayDatabase(DataDirectory directory)
{
    private const string FileName = "pan123dav.db";

    /// <summary>Opens a connection of the caller's own, which the caller disposes of. The folder and the file are made when they are not there.</summary>
    /// <exception cref="SqliteException">The file cannot be opened, or is no database.</exception>
    /// <exception cref="IOException">The folder cannot be made, or the file is of a newer program.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be made.</exception>
    public SqliteConnection Open() => Open(directory.Path);

    /// <summary>The same for a command that runs beside a gateway, or without one.</summary>
    /// <exception cref="SqliteException">The file cannot be opened, or is no database.</exception>
    /// <exception cref="IOException">The folder cannot be made, or the file is of a newer program.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be made.</exception>
    public static SqliteConnection Open(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        Prepare(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
            Schema.Update(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens what a gateway keeps in <paramref name="dataDirectory"/> for reading, also while it runs; null when it has not kept anything.</summary>
    /// <exception cref="SqliteException">The file cannot be opened, or is no database.</exception>
    public static SqliteConnection? OpenExisting(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Loads SQLite and what belongs to it, so that the first <see cref="Open()"/> does not have to. What goes wrong here goes wrong there as well.
    /// </summary>
    public static void WarmUp()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = ":memory:", Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA synchronous = NORMAL;");
    }

    /// <summary>Runs statements without parameters or results.</summary>
    public static void Execute(SqliteConnection connection, string statements)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constants of their callers.
        command.CommandText = statements;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static void Prepare(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        OwnerOnly.CreateFolder(folder);
        if (!File.Exists(path))
        {
            // SQLite gives the files beside it the mode of this one. One that exists is left alone: closing it
            // would end the locks that other connections have on it.
            using var made = OwnerOnly.Open(path, FileShare.ReadWrite | FileShare.Delete);
        }

        try
        {
            OwnerOnly.Restrict(folder);
        }
        catch (UnauthorizedAccessException)
        {
            // Somebody else's file that may be used all the same; a gateway tells of it at start.
        }
    }
}
