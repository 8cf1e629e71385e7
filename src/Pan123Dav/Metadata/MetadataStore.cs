using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Pan123Dav.Data;
using Pan123Dav.Storage;

namespace Pan123Dav.Metadata;

/// <summary>
/// Everything that was ever learnt, in memory and in SQLite. A database that cannot be used is told of once; what is learnt is then lost at the end.
/// </summary>
internal sealed class MetadataStore(
    GatewayDatabase database, DataDirectory directory, TimeProvider timeProvider, ILogger<MetadataStore> logger, IGatewayEvents? events = null) : IDisposable
{
    private const string Topic = "size";
    private const string Insertion = "INSERT OR REPLACE INTO metadata (key, length, modified, learnt) VALUES ($key, $length, $modified, $learnt)";

    private readonly ConcurrentDictionary<UInt128, DiscoveredMetadata> _learnt = [];
    private readonly Lock _lock = new();
    private SqliteConnection? _connection;
    private bool _isOpen;
    private bool _hasFailed;

    /// <summary>Enters what is known into a tree that is about to be served, or served already. Does nothing while there is no configuration.</summary>
    public void ApplyKnown(EntryTable table)
    {
        if (!directory.IsKnown || !(table.HasUnknownLengths || table.HasUnknownTimes))
        {
            return;
        }

        Open();
        for (var row = 1; row < table.Count && !_learnt.IsEmpty; row++)
        {
            var entry = new StorageEntry(table, row);
            if (!entry.IsCollection && (entry.IsLengthUnsure || entry.Modified is null) && _learnt.TryGetValue(MetadataKey.Create(entry), out var learnt))
            {
                table.Learn(row, learnt.Length, learnt.Modified);
            }
        }
    }

    /// <summary>Keeps what was learnt of <paramref name="file"/> and shows it.</summary>
    public void Add(StorageEntry file, UInt128 key, DiscoveredMetadata learnt)
    {
        Open();
        _learnt[key] = learnt;
        file.Table.Learn(file.Index, learnt.Length, learnt.Modified);
        Write(Insertion, key, learnt);
        events?.Publish(Topic, FormattableString.Invariant($"{key:x} {learnt.Length} {learnt.Modified}"));
    }

    /// <summary>
    /// Shows what <c>probe</c>, which is another process, has learnt of <paramref name="file"/> meanwhile; false when that does not complete it.
    /// </summary>
    public bool Find(StorageEntry file, UInt128 key)
    {
        Open();
        lock (_lock)
        {
            Try(() =>
            {
                using var command = _connection!.CreateCommand();
                command.CommandText = "SELECT length, modified FROM metadata WHERE key = $key";
                command.Parameters.AddWithValue("$key", MetadataKey.ToBytes(key));
                using var rows = command.ExecuteReader();
                if (rows.Read())
                {
                    _learnt[key] = new DiscoveredMetadata(rows.GetInt64(0), rows.IsDBNull(1) ? null : rows.GetInt64(1));
                }
            });
        }

        Show(file, key);
        return !file.IsLengthUnsure && (file.Modified is not null || _learnt.ContainsKey(key));
    }

    /// <summary>Shows what is known of the address of <paramref name="file"/>.</summary>
    public void Show(StorageEntry file, UInt128 key)
    {
        if (_learnt.TryGetValue(key, out var learnt))
        {
            file.Table.Learn(file.Index, learnt.Length, learnt.Modified);
        }
    }

    /// <summary>Forgets what was learnt of <paramref name="file"/>; false when nothing was.</summary>
    public bool Remove(StorageEntry file, UInt128 key)
    {
        if (!file.Table.Forget(file.Index))
        {
            return false;
        }

        _learnt.TryRemove(key, out _);
        Write("DELETE FROM metadata WHERE key = $key", key, null);
        return true;
    }

    public void Dispose() => _connection?.Dispose();

    private void Open()
    {
        lock (_lock)
        {
            if (_isOpen)
            {
                return;
            }

            _isOpen = true;
            events?.Subscribe(Topic, Hear);
            Try(() =>
            {
                _connection = database.Open();
                using var command = _connection.CreateCommand();
                command.CommandText = "SELECT key, length, modified FROM metadata";
                using var rows = command.ExecuteReader();
                while (rows.Read())
                {
                    _learnt[MetadataKey.FromBytes(rows.GetFieldValue<byte[]>(0))] = new DiscoveredMetadata(rows.GetInt64(1),
                        rows.IsDBNull(2) ? null : rows.GetInt64(2));
                }
            });
        }
    }

    // Who asks for the file next finds it here instead of asking its host.
    private void Hear(GatewayEvent heard)
    {
        if (heard is { IsOwn: false, Words: [var key, var length, var modified] })
        {
            var learnt = new DiscoveredMetadata(
                long.Parse(length, CultureInfo.InvariantCulture), modified.Length == 0 ? null : long.Parse(modified, CultureInfo.InvariantCulture));
            var number = UInt128.Parse(key, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (!_learnt.TryGetValue(number, out var known) || known != learnt)
            {
                _learnt[number] = learnt;
                Write(Insertion, number, learnt);
            }
        }
    }

    private void Write(string statement, UInt128 key, DiscoveredMetadata? learnt)
    {
        lock (_lock)
        {
            if (_connection is null)
            {
                return;
            }

            Try(() =>
            {
                using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Two constants of this class.
                command.CommandText = statement;
#pragma warning restore CA2100
                command.Parameters.AddWithValue("$key", MetadataKey.ToBytes(key));
                if (learnt is { } values)
                {
                    command.Parameters.AddWithValue("$length", values.Length);
                    command.Parameters.AddWithValue("$modified", (object?)values.Modified ?? DBNull.Value);
                    command.Parameters.AddWithValue("$learnt", timeProvider.GetUtcNow().ToUnixTimeSeconds());
                }

                command.ExecuteNonQuery();
            });
        }
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
