using System.Text;
using Pan123Dav.Storage.Entries;

namespace Pan123Dav.Storage;

/// <summary>
/// A tree of entries, of which nothing changes but lengths and times that are learnt later; made by <see cref="EntryTableBuilder"/>. Row 0 is the root; rows are in the order they were added, members are chained.
/// Costs 56 bytes a row and 11 to 21 for the index, and its text once: the name, what of the URL follows the directory that it shares with its neighbours,
/// and the encoded name unless one of the two serves for it. Looking up a name costs the same in a folder of ten and of a million.
/// </summary>
public sealed class EntryTable
{
    internal const int NodeBits = 12;
    internal const int NodeMask = (1 << NodeBits) - 1;

    private readonly EntryNode[][] _nodes;
    private readonly byte[][] _blob;
    private readonly byte[][] _prefixes;
    private readonly ulong[] _index;
    private readonly DiscoveredNumbers _learnt;
    private volatile NamedOrigins? _origins;

    internal EntryTable(IStorage owner, EntryNode[][] nodes, int count, byte[][] blob, byte[][] prefixes, ulong[] index, int unknownLengths, bool hasUnknownTimes)
    {
        _learnt = new DiscoveredNumbers(nodes, unknownLengths);
        HasUnknownTimes = hasUnknownTimes;
        Owner = owner;
        Count = count;
        _nodes = nodes;
        _blob = blob;
        _prefixes = prefixes;
        _index = index;
    }

    /// <summary>The storage that makes links for these entries.</summary>
    public IStorage Owner { get; }

    /// <summary>How many rows there are, the root included.</summary>
    public int Count { get; }

    /// <summary>Whether there are files whose length the tree does not say for sure and nobody has learnt.</summary>
    public bool HasUnknownLengths => _learnt.LacksLengths;

    /// <summary>Whether there were files without a time when the tree was read.</summary>
    public bool HasUnknownTimes { get; }

    /// <summary>The entry all others stand under.</summary>
    public StorageEntry Root => new(this, 0);

    /// <summary>The entry at <paramref name="path"/> below the root, or null.</summary>
    public StorageEntry? Find(StoragePath path)
    {
        var at = 0;
        foreach (var segment in path.Segments)
        {
            at = FindMember(at, segment.Span);
            if (at < 0)
            {
                return null;
            }
        }

        return new StorageEntry(this, at);
    }

    /// <summary>The row of the member called <paramref name="name"/> (UTF-8, form C), or -1.</summary>
    public int FindMember(int collection, ReadOnlySpan<byte> name)
    {
        var hash = NameIndex.Hash(collection, name);
        for (var slot = NameIndex.FirstSlot(_index, hash); _index[slot] != 0; slot = NameIndex.NextSlot(_index, slot))
        {
            if (NameIndex.GetHash(_index[slot]) != hash)
            {
                continue;
            }

            var row = NameIndex.GetRow(_index[slot]);
            ref readonly var node = ref Node(row);
            if (node.Parent == collection && NameEquals(node, GetName(row), name))
            {
                return row;
            }
        }

        return -1;
    }

    /// <summary>The row of the member called <paramref name="name"/> (UTF-8, in any normalization form), or -1.</summary>
    internal int FindMemberAnyForm(int collection, ReadOnlySpan<byte> name) =>
        FindMember(collection, NormalizationFormC.IsNormalized(name) ? name : NormalizationFormC.Normalize(name));

    internal bool HasMembers(int collection) => Node(collection).FirstMemberOrPrefix >= 0;

    /// <summary>The members of a collection, in the order they were added.</summary>
    public IEnumerable<StorageEntry> Members(int collection)
    {
        if (!IsCollection(collection))
        {
            yield break;
        }

        for (var row = Node(collection).FirstMemberOrPrefix; row >= 0; row = Node(row).NextSibling)
        {
            yield return new StorageEntry(this, row);
        }
    }

    /// <summary>The two parts of a file's URL: the directory it shares with others, and the rest. ASCII, without a fragment.</summary>
    public void GetUrl(int row, out ReadOnlySpan<byte> prefix, out ReadOnlySpan<byte> tail)
    {
        ref readonly var node = ref Node(row);
        prefix = _prefixes[node.FirstMemberOrPrefix];
        tail = (node.Flags & EntryFlags.TailIsName) != 0
            ? GetName(row)
            : ChunkedBytes.Slice(_blob, node.Blob, node.NameLength, node.LastMemberOrTailLength);
    }

    /// <summary>A file's URL as text, ASCII, without a fragment.</summary>
    public string GetUrl(int row)
    {
        GetUrl(row, out var prefix, out var tail);
        return string.Concat(Encoding.ASCII.GetString(prefix), Encoding.ASCII.GetString(tail));
    }

    /// <summary>Whether any file's URL names this host (as written there, letter case aside) and port. The first time it looks at each directory.</summary>
    public bool NamesOrigin(string host, int port) => (_origins ??= new NamedOrigins(_prefixes)).Contains(host, port);

    /// <summary>The directories of the files' URLs, ASCII; empty ones where a file has no URL.</summary>
    internal IEnumerable<byte[]> UrlDirectories => _prefixes;

    /// <summary>The collection that <paramref name="row"/> is a member of; -1 for the root.</summary>
    public int GetParent(int row) => Node(row).Parent;

    /// <summary>Where <paramref name="row"/> stands, with a slash in front and names as the owner wrote them, for people to read.</summary>
    public string GetPath(int row)
    {
        var names = new Stack<string>();
        for (; row > 0; row = GetParent(row))
        {
            names.Push(Encoding.UTF8.GetString(GetName(row)));
        }

        return "/" + string.Join('/', names);
    }

    /// <summary>The time as it was given, in Unix seconds, zero and before included; null when none was.</summary>
    public long? GetGivenModified(int row)
    {
        var modified = Volatile.Read(in Node(row).Modified);
        return modified == EntryNode.Unknown ? null : modified;
    }

    /// <summary>
    /// Enters what a file's content host says. It fills in what the tree left out and changes nothing else, but that it tells whether a lone number was the length or
    /// the time. The entity tag stays the tree's.
    /// </summary>
    /// <param name="row">A file.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="modified">Unix seconds, null when the host does not say.</param>
    public void Learn(int row, long length, long? modified) => _learnt.Learn(row, length, modified);

    /// <summary>Makes a collection, and those it stands in, at least as new as <paramref name="modified"/>, in Unix seconds: something below it is.</summary>
    internal void RaiseModified(int row, long modified)
    {
        if (Volatile.Read(in Node(row).Modified) < modified)
        {
            _learnt.RaiseModified(row, modified);
        }
    }

    /// <summary>Takes back a length that was learnt; false when it is the tree's own.</summary>
    public bool Forget(int row) => _learnt.Forget(row);

    internal bool IsLengthUnsure(int row) => Node(row).IsLengthUnsure;

    internal bool IsCollection(int row) => (Node(row).Flags & EntryFlags.Collection) != 0;

    internal bool IsNamePlain(int row) => (Node(row).Flags & EntryFlags.PlainName) != 0;

    internal ulong GetFingerprint(int row) => Node(row).Fingerprint;

    internal long? GetLength(int row)
    {
        var length = Volatile.Read(in Node(row).Length);
        return length == EntryNode.Unknown ? null : length;
    }

    // The start of 1970 is how AList exports say "unknown", and clients choke on it.
    internal long? GetModified(int row)
    {
        var modified = Volatile.Read(in Node(row).Modified);
        return modified <= 0 ? null : modified;
    }

    internal ReadOnlySpan<byte> GetName(int row)
    {
        ref readonly var node = ref Node(row);
        return ChunkedBytes.Slice(_blob, node.Blob, 0, node.NameLength);
    }

    internal ReadOnlySpan<byte> GetEncodedName(int row)
    {
        ref readonly var node = ref Node(row);
        if ((node.Flags & EntryFlags.EncodedIsName) != 0)
        {
            return ChunkedBytes.Slice(_blob, node.Blob, 0, node.NameLength);
        }

        var isFile = (node.Flags & EntryFlags.Collection) == 0;
        var ownTail = isFile && (node.Flags & EntryFlags.TailIsName) == 0 ? node.LastMemberOrTailLength : 0;
        return (node.Flags & EntryFlags.EncodedIsTail) != 0
            ? ChunkedBytes.Slice(_blob, node.Blob, node.NameLength, ownTail)
            : ChunkedBytes.Slice(_blob, node.Blob, node.NameLength + ownTail, node.EncodedLength);
    }

    internal static bool NameEquals(in EntryNode node, ReadOnlySpan<byte> stored, ReadOnlySpan<byte> name) =>
        (node.Flags & EntryFlags.NotFormC) != 0
            ? NormalizationFormC.Normalize(stored).AsSpan().SequenceEqual(name)
            : stored.SequenceEqual(name);

    private ref readonly EntryNode Node(int row) => ref _nodes[row >> NodeBits][row & NodeMask];
}
