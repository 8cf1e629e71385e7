using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Storage.Entries;

/// <summary>
/// Collects entries into an <see cref="EntryTable"/>. Every column grows by chunks, so building a large tree leaves little behind for the collector.
/// Names must satisfy <see cref="StoragePath.IsSegment"/>.
/// </summary>
public sealed class EntryTableBuilder
{
    private readonly List<EntryNode[]> _nodes = [];
    private readonly int _expectedRows;
    private readonly ChunkedBytes _blob;
    private readonly List<byte[]> _prefixes = [];
    private readonly Dictionary<ulong, int> _prefixIds = [];
    private ulong[] _index = new ulong[64];
    private byte[] _room = new byte[512];
    private int _unknownLengths;
    private int _unknownTimes;

    /// <summary>Starts with the root alone.</summary>
    public EntryTableBuilder()
        : this(ChunkedBytes.MaxChunks)
    {
    }

    internal EntryTableBuilder(int mostChunks, int expectedRows = int.MaxValue, int expectedText = int.MaxValue)
    {
        _expectedRows = expectedRows;
        _blob = new ChunkedBytes(mostChunks, expectedText);
        Append(new EntryNode
        {
            Parent = -1,
            NextSibling = -1,
            FirstMemberOrPrefix = -1,
            LastMemberOrTailLength = -1,
            Length = EntryNode.Unknown,
            Modified = EntryNode.Unknown,
            Flags = EntryFlags.Collection | EntryFlags.EncodedIsName | EntryFlags.PlainName,
        });
    }

    /// <summary>Whether a table's 4 GiB of names and URLs are used up, so that nothing more can be added.</summary>
    public bool IsFull => _blob.IsFull;

    /// <summary>How many rows there are, the root included.</summary>
    public int Count { get; private set; }

    /// <summary>Whether <paramref name="row"/> is a collection.</summary>
    public bool IsCollection(int row) => (Node(row).Flags & EntryFlags.Collection) != 0;

    /// <summary>Adds a collection after the members that <paramref name="parent"/> has, unless one of them has that name.</summary>
    /// <param name="parent">A collection's row.</param>
    /// <param name="name">UTF-8.</param>
    /// <param name="row">The row it got, or that of the member of the same name (in form C).</param>
    /// <param name="modified">Unix seconds, null when unknown.</param>
    public bool TryAddCollection(int parent, ReadOnlySpan<byte> name, out int row, long? modified = null)
    {
        var draft = PendingEntry.Collection(name, modified, Reserve(PendingEntry.Room(name.Length, 0)));
        return TryAdd(parent, draft, _room, default, out row);
    }

    /// <summary>Adds a file after the members that <paramref name="parent"/> has, unless one of them has that name.</summary>
    /// <param name="parent">A collection's row.</param>
    /// <param name="name">UTF-8.</param>
    /// <param name="url">Where the content is: an absolute URL, ASCII, without fragment; empty when the storage asks for it later.</param>
    /// <param name="length">Bytes, null when unknown.</param>
    /// <param name="modified">Unix seconds, null when unknown.</param>
    /// <param name="row">The row it got, or that of the member of the same name (in form C).</param>
    /// <param name="isLengthAmbiguous">The length may as well be the time.</param>
    /// <param name="fingerprint">What the storage knows the file by; null to take it from URL, length and time.</param>
    public bool TryAddFile(
        int parent, ReadOnlySpan<byte> name, ReadOnlySpan<byte> url, long? length,
        long? modified, out int row, bool isLengthAmbiguous = false, ulong? fingerprint = null)
    {
        var query = url.IndexOf((byte)'?');
        var split = (query < 0 ? url : url[..query]).LastIndexOf((byte)'/') + 1;
        var room = Reserve(PendingEntry.Room(name.Length, url.Length - split));
        var isTailEncodedName = PercentEncoding.IsEncodingOf(url[split..], name);
        var draft = PendingEntry.File(name, url, split, length, modified, isLengthAmbiguous, isTailEncodedName, room);
        draft.Node.Fingerprint = fingerprint ?? draft.Node.Fingerprint;
        return TryAdd(parent, draft, _room, url[..split], out row);
    }

    /// <summary>Adds a row after the members that <paramref name="parent"/> has, unless one of them has that name.</summary>
    /// <param name="parent">A collection's row.</param>
    /// <param name="draft">The row.</param>
    /// <param name="text">What was drafted into, as long as the draft says or longer.</param>
    /// <param name="prefix">Of a file: what stands before its URL's tail.</param>
    /// <param name="row">The row it got, or that of the member of the same name (in form C).</param>
    internal bool TryAdd(int parent, in PendingEntry draft, ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix, out int row)
    {
        var hash = NameIndex.Hash(parent, draft.NameHash);
        if (!TryFindSlot(parent, draft, text, hash, out var slot))
        {
            row = NameIndex.GetRow(_index[slot]);
            return false;
        }

        text[..draft.TextLength].CopyTo(_blob.Append(draft.TextLength, out var blob));
        row = Append(draft.Node);
        ref var node = ref Node(row);
        node.Blob = blob;
        node.Parent = parent;
        node.NextSibling = -1;
        if ((node.Flags & EntryFlags.Collection) == 0)
        {
            node.FirstMemberOrPrefix = PrefixId(prefix);
            _unknownLengths += node.Length == EntryNode.Unknown || (node.Flags & EntryFlags.AmbiguousLength) != 0 ? 1 : 0;
            _unknownTimes += node.Modified <= 0 ? 1 : 0;
        }

        Chain(parent, row);
        _index[slot] = NameIndex.Slot(hash, row);
        _index = NameIndex.Grow(_index, Count);
        return true;
    }

    /// <summary>
    /// Looks at where <see cref="TryAdd"/> will look first. The index of a large tree is in no cache: looking for several rows in a row waits for memory once,
    /// looking between one row and the next waits each time.
    /// </summary>
    /// <returns>What is there. Nobody needs it, but without it the compiler sees no need to look; hence also no inlining.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal ulong Prefetch(int parent, in PendingEntry draft) =>
        _index[NameIndex.FirstSlot(_index, NameIndex.Hash(parent, draft.NameHash))];

    /// <summary>The row of the collection at <paramref name="path"/>; what is missing on the way there is added. No file may stand on that way.</summary>
    public int GetOrAddCollection(StoragePath path)
    {
        var row = 0;
        foreach (var segment in path.Segments)
        {
            TryAddCollection(row, segment.Span, out row);
        }

        return row;
    }

    /// <summary>Ends the building.</summary>
    /// <param name="owner">The storage that makes links for these entries.</param>
    public EntryTable Build(IEntryOwner? owner = null)
    {
        RaiseCollectionTimes();
        var last = _nodes[^1];
        _nodes[^1] = last.AsSpan(0, ((Count - 1) & CompactEntryTable.NodeMask) + 1).ToArray();
        return new CompactEntryTable(owner ?? DetachedEntryOwner.Instance, [.. _nodes], Count,
            _blob.ToChunks(), [.. _prefixes], _index, _unknownLengths, _unknownTimes > 0);
    }

    // A collection changed when the newest of its members did. Members come after their collections, so from the end each subtree is done before it is
    // handed up.
    private void RaiseCollectionTimes()
    {
        for (var row = Count - 1; row > 0; row--)
        {
            var modified = Node(row).Modified;
            ref var parent = ref Node(Node(row).Parent);
            if (modified > 0 && modified > parent.Modified)
            {
                parent.Modified = modified;
            }
        }
    }

    private bool TryFindSlot(int parent, in PendingEntry draft, ReadOnlySpan<byte> text, uint hash, out int slot)
    {
        for (slot = NameIndex.FirstSlot(_index, hash); _index[slot] != 0; slot = NameIndex.NextSlot(_index, slot))
        {
            if (NameIndex.GetHash(_index[slot]) == hash && IsMember(NameIndex.GetRow(_index[slot]), parent, draft, text[..draft.Node.NameLength]))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsMember(int row, int parent, in PendingEntry draft, ReadOnlySpan<byte> name)
    {
        ref readonly var node = ref Node(row);
        return node.Parent == parent && CompactEntryTable.NameEquals(node, _blob.Slice(node.Blob, node.NameLength),
            (draft.Node.Flags & EntryFlags.NotFormC) != 0 ? NormalizationFormC.Normalize(name) : name);
    }

    private void Chain(int parent, int row)
    {
        ref var collection = ref Node(parent);
        if (collection.FirstMemberOrPrefix < 0)
        {
            collection.FirstMemberOrPrefix = row;
        }
        else
        {
            Node(collection.LastMemberOrTailLength).NextSibling = row;
        }

        collection.LastMemberOrTailLength = row;
    }

    private int Append(in EntryNode node)
    {
        if ((Count & CompactEntryTable.NodeMask) == 0)
        {
            _nodes.Add(GC.AllocateUninitializedArray<EntryNode>(Math.Clamp(_expectedRows - Count, 1, CompactEntryTable.NodeMask + 1)));
        }

        Node(Count) = node;
        return Count++;
    }

    private int PrefixId(ReadOnlySpan<byte> prefix)
    {
        if (_prefixes.Count > 0 && prefix.SequenceEqual(_prefixes[^1]))
        {
            return _prefixes.Count - 1;
        }

        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_prefixIds, XxHash3.HashToUInt64(prefix), out var exists);
        if (exists && prefix.SequenceEqual(_prefixes[id]))
        {
            return id;
        }

        _prefixes.Add(prefix.ToArray());
        id = _prefixes.Count - 1;
        return id;
    }

    private Span<byte> Reserve(int size)
    {
        if (_room.Length < size)
        {
            _room = new byte[size];
        }

        return _room;
    }

    private ref EntryNode Node(int row) => ref CollectionsMarshal.AsSpan(_nodes)[row >> CompactEntryTable.NodeBits][row & CompactEntryTable.NodeMask];
}
