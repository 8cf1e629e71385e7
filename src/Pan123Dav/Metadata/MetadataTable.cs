using Microsoft.Data.Sqlite;
using Pan123Dav.Data;

namespace Pan123Dav.Metadata;

/// <summary>
/// What was learnt, in SQLite. A database that cannot be used is told of once; what is learnt is then lost at the end. For one caller at a time.
/// </summary>
internal sealed class MetadataTable(GatewayDatabase database, TimeProvider timeProvider, ILogger logger) : IDisposable
{
    private const string Insertion = "INSERT OR REPLACE INTO metadata (key, length, modified, learnt) VALUES ($key, $length, $modified, $learnt)";
    private const string Deletion = "DELETE FROM metadata WHERE key = $key";

    private SqliteConnection? _connection;
    private bool _hasFailed;

    /// <summary>Opens it and reads all.</summary>
    public void Open(Action<UInt128, DiscoveredMetadata> read) => Try(() =>
    {
        _connection = database.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT key, length, modified FROM metadata";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            read(MetadataKey.FromBytes(rows.GetFieldValue<byte[]>(0)), GetMetadata(rows, 1));
        }
    });

    /// <summary>What is there now of one file, which another process may have written.</summary>
    public DiscoveredMetadata? Find(UInt128 key)
    {
        DiscoveredMetadata? found = null;
        Try(() =>
        {
            using var command = _connection!.CreateCommand();
            command.CommandText = "SELECT length, modified FROM metadata WHERE key = $key";
            command.Parameters.AddWithValue("$key", MetadataKey.ToBytes(key));
            using var rows = command.ExecuteReader();
            found = rows.Read() ? GetMetadata(rows, 0) : null;
        });
        return found;
    }

    /// <summary>Writes all of it or nothing; null takes away.</summary>
    public void Write(IReadOnlyCollection<KeyValuePair<UInt128, DiscoveredMetadata?>> changes) => Try(() =>
    {
        using var transaction = _connection!.BeginTransaction();
        foreach (var (key, learnt) in changes)
        {
            Write(transaction, key, learnt);
        }

        transaction.Commit();
    });

    public void Dispose() => _connection?.Dispose();

    private static DiscoveredMetadata GetMetadata(SqliteDataReader row, int first) =>
        new(row.GetInt64(first), row.IsDBNull(first + 1) ? null : row.GetInt64(first + 1));

    private void Write(SqliteTransaction transaction, UInt128 key, DiscoveredMetadata? learnt)
    {
        using var command = _connection!.CreateCommand();
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$key", MetadataKey.ToBytes(key));
        if (learnt is { } values)
        {
            command.CommandText = Insertion;
            command.Parameters.AddWithValue("$length", values.Length);
            command.Parameters.AddWithValue("$modified", (object?)values.Modified ?? DBNull.Value);
            command.Parameters.AddWithValue("$learnt", timeProvider.GetUtcNow().ToUnixTimeSeconds());
        }
        else
        {
            command.CommandText = Deletion;
        }

        command.ExecuteNonQuery();
    }

    private void Try(Action use)
    {
        if (_hasFailed)
        {
            return;
        }

        try
        {
            use();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            Log.DatabaseUnusable(logger, e.Message);
            _connection?.Dispose();
            _connection = null;
            _hasFailed = true;
        }
    }
}
