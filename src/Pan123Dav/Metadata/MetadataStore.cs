using System.Collections.Concurrent;
using System.Globalization;
using Pan123Dav.Data;
using Pan123Dav.Storage;

namespace Pan123Dav.Metadata;

/// <summary>Everything that was ever learnt, in memory and in the database, at this gateway and at those that it shares with.</summary>
internal sealed class MetadataStore(
    GatewayDatabase database, DataDirectory directory, TimeProvider timeProvider, ILogger<MetadataStore> logger, IGatewayEvents? events = null) : IDisposable
{
    private const string LearntTopic = "size";
    private const string RemovedTopic = "size-removed";

    private readonly MetadataTable _table = new(database, timeProvider, logger);
    private readonly ConcurrentDictionary<UInt128, DiscoveredMetadata> _learnt = [];
    private readonly ConcurrentQueue<UInt128> _changed = [];
    private readonly ServedTables _served = new();
    private readonly Lock _lock = new();
    private bool _isOpen;

    /// <summary>All that is known at the moment.</summary>
    public IEnumerable<KeyValuePair<UInt128, DiscoveredMetadata>> All => _learnt;

    /// <summary>Enters what is known into a tree that is about to be served, or served already. Does nothing while there is no configuration.</summary>
    public void ApplyKnown(EntryTable table)
    {
        if (!directory.IsKnown || !(table.HasUnknownLengths || table.HasUnknownTimes))
        {
            return;
        }

        Open();
        if (events is not null)
        {
            _served.Add(table);
        }

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
        Write(key, learnt);
        Tell(key, learnt);
    }

    /// <summary>
    /// Shows what another gateway, or <c>probe</c>, which is another process, has learnt of <paramref name="file"/> meanwhile; false when that does not
    /// complete it.
    /// </summary>
    public bool Find(StorageEntry file, UInt128 key)
    {
        Open();
        DiscoveredMetadata? found;
        lock (_lock)
        {
            found = _table.Find(key);
        }

        if (found is { } learnt && !(_learnt.TryGetValue(key, out var known) && known == learnt))
        {
            _learnt[key] = learnt;
            Tell(key, learnt);
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

        if (_learnt.TryRemove(key, out var wrong) && events is not null)
        {
            _changed.Enqueue(key);
            events.Publish(RemovedTopic, FormattableString.Invariant($"{key:x} {wrong.Length}"));
        }

        Write(key, null);
        return true;
    }

    /// <summary>Takes out of those that changed here so many at most, each with what is known now; null for what was forgotten.</summary>
    public Dictionary<UInt128, DiscoveredMetadata?> TakeChanged(int most)
    {
        var changed = new Dictionary<UInt128, DiscoveredMetadata?>();
        while (changed.Count < most && _changed.TryDequeue(out var key))
        {
            changed[key] = _learnt.TryGetValue(key, out var learnt) ? learnt : null;
        }

        return changed;
    }

    /// <summary>Takes over what others know; null for what they have forgotten. Trees show it when somebody asks for the file.</summary>
    public bool TakeOver(IEnumerable<KeyValuePair<UInt128, DiscoveredMetadata?>> common)
    {
        Open();
        var news = new List<KeyValuePair<UInt128, DiscoveredMetadata?>>();
        foreach (var (key, learnt) in common)
        {
            var isKnown = _learnt.TryGetValue(key, out var known);
            if (learnt is { } values && !(isKnown && known == values))
            {
                _learnt[key] = values;
                news.Add(new(key, values));
            }
            else if (learnt is null && isKnown)
            {
                _learnt.TryRemove(key, out _);
                news.Add(new(key, null));
            }

            if (isKnown && known != learnt)
            {
                _served.Forget(key, known.Length);
            }
        }

        if (news.Count > 0)
        {
            Write(news);
        }

        return news.Count > 0;
    }

    /// <summary>Enters all that is known into the trees that are served.</summary>
    public void ApplyKnown()
    {
        foreach (var table in _served.Get())
        {
            ApplyKnown(table);
        }
    }

    public void Dispose() => _table.Dispose();

    private void Open()
    {
        lock (_lock)
        {
            if (_isOpen)
            {
                return;
            }

            _isOpen = true;
            events?.Subscribe(LearntTopic, HearLearnt);
            events?.Subscribe(RemovedTopic, HearRemoved);
            _table.Open((key, learnt) => _learnt[key] = learnt);
        }
    }

    private void Tell(UInt128 key, DiscoveredMetadata learnt)
    {
        if (events is not null)
        {
            _changed.Enqueue(key);
            events.Publish(LearntTopic, FormattableString.Invariant($"{key:x} {learnt.Length} {learnt.Modified}"));
        }
    }

    // Who asks for the file next finds it here instead of asking its host.
    private void HearLearnt(GatewayEvent heard)
    {
        if (heard is { IsOwn: false, Words: [var key, var length, var modified] })
        {
            long? time = modified.Length == 0 ? null : long.Parse(modified, CultureInfo.InvariantCulture);
            TakeOver([new(GetKey(key), new DiscoveredMetadata(long.Parse(length, CultureInfo.InvariantCulture), time))]);
        }
    }

    // Unless another length is known by now.
    private void HearRemoved(GatewayEvent heard)
    {
        var key = GetKey(heard.Words[0]);
        if (!heard.IsOwn && _learnt.TryGetValue(key, out var known) && known.Length == heard.GetNumber(1))
        {
            TakeOver([new(key, null)]);
        }
    }

    private static UInt128 GetKey(string text) => UInt128.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private void Write(UInt128 key, DiscoveredMetadata? learnt) => Write([new(key, learnt)]);

    private void Write(IReadOnlyCollection<KeyValuePair<UInt128, DiscoveredMetadata?>> changes)
    {
        lock (_lock)
        {
            _table.Write(changes);
        }
    }
}
