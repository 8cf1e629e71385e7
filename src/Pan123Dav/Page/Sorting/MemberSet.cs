using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Pan123Dav.Storage;

namespace Pan123Dav.Page.Sorting;

/// <summary>The members of a collection at hand by number: four rented bytes each where they are all of one table, as they nearly always are.</summary>
internal sealed class MemberSet : IDisposable
{
    private int[] _rows = ArrayPool<int>.Shared.Rent(256);
    private List<StorageEntry>? _mixed;

    private MemberSet()
    {
    }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The table of all of them; null when there are several, or no member.</summary>
    public EntryTable? Table { get; private set; }

    /// <summary>Tells this set of rows of <see cref="Table"/> from others.</summary>
    public ulong Signature => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(_rows.AsSpan(0, Count)), Count);

    public StorageEntry this[int index] => _mixed is null ? new StorageEntry(Table!, _rows[index]) : _mixed[index];

    public static MemberSet From(IEnumerable<StorageEntry> members)
    {
        var set = new MemberSet();
        foreach (var member in members)
        {
            set.Add(member);
        }

        return set;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_rows);
        _rows = [];
    }

    private void Add(StorageEntry member)
    {
        if (Count == 0)
        {
            Table = member.Table;
        }

        if (_mixed is null && member.Table != Table)
        {
            _mixed = [.. Enumerable.Range(0, Count).Select(i => new StorageEntry(Table!, _rows[i]))];
            Table = null;
        }

        if (_mixed is not null)
        {
            _mixed.Add(member);
        }
        else
        {
            if (Count == _rows.Length)
            {
                Grow();
            }

            _rows[Count] = member.Index;
        }

        Count++;
    }

    private void Grow()
    {
        var larger = ArrayPool<int>.Shared.Rent(_rows.Length * 2);
        _rows.AsSpan(0, Count).CopyTo(larger);
        ArrayPool<int>.Shared.Return(_rows);
        _rows = larger;
    }
}
