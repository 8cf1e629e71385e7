using Pan123Dav.Storage;

namespace Pan123Dav.Metadata;

/// <summary>The trees in which something may be learnt, as long as anybody serves them.</summary>
internal sealed class ServedTables
{
    private readonly List<WeakReference<EntryTable>> _tables = [];
    private readonly Lock _lock = new();

    public void Add(EntryTable table)
    {
        lock (_lock)
        {
            _tables.RemoveAll(known => !known.TryGetTarget(out var target) || ReferenceEquals(target, table));
            _tables.Add(new WeakReference<EntryTable>(table));
        }
    }

    public IReadOnlyList<EntryTable> Get()
    {
        lock (_lock)
        {
            return [.. _tables.Select(known => known.TryGetTarget(out var table) ? table : null).OfType<EntryTable>()];
        }
    }

    /// <summary>Takes a length that proved wrong out of them. Looks at every row: files are rarely replaced at their host.</summary>
    public void Forget(UInt128 key, long length)
    {
        foreach (var table in Get())
        {
            for (var row = 1; row < table.Count; row++)
            {
                var entry = new StorageEntry(table, row);
                if (!entry.IsCollection && entry.Length == length && MetadataKey.Create(entry) == key)
                {
                    table.Forget(row);
                }
            }
        }
    }
}
