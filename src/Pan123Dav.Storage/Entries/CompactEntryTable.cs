using System.Buffers.Binary;

namespace Pan123Dav.Storage.Entries;

/// <summary>
/// A table made by <see cref="EntryTableBuilder"/>. Costs 48 bytes a row and 11 to 21 for the index, and its text once: the name,
/// what of the URL follows the directory that it shares with its neighbours, and the encoded name unless one of the two serves
/// for it. Looking up a name costs the same in a folder of ten and of a million.
/// </summary>
internal sealed class CompactEntryTable : EntryTable
{
    public const int NodeBits = 12;
    public const int NodeMask = (1 << NodeBits) - 1;

    private readonly EntryNode[][] _nodes;
    private readonly byte[][] _blob;
    private readonly byte[][] _prefixes;
    private readonly ulong[] _index;
    private readonly DiscoveredNumbers _learnt;
    private volatile NamedOrigins? _origins;

    public CompactEntryTable(
        IEntryOwner owner, EntryNode[][] nodes, int count, byte[][] blob, byte[][] prefixes, ulong[] index, int unknownLengths, bool hasUnknownTimes)
        : base(owner, count)
    {
        _learnt = new DiscoveredNumbers(nodes, unknownLengths);
        HasUnknownTimes = hasUnknownTimes;
        _nodes = nodes;
        _blob = blob;
        _prefixes = prefixes;
        _index = index;
    }

    public override bool HasUnknownLengths => _learnt.LacksLengths;

    public override bool HasUnknownTimes { get; }

    public override int FindMember(int collection, ReadOnlySpan<byte> name)
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

    internal override bool HasMembers(int collection) => Node(collection).FirstMemberOrPrefix >= 0;

    public override IEnumerable<StorageEntry> Members(int collection)
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

    public override void GetUrl(int row, out ReadOnlySpan<byte> prefix, out ReadOnlySpan<byte> tail)
    {
        ref readonly var node = ref Node(row);
        prefix = _prefixes[node.FirstMemberOrPrefix];
        tail = (node.Flags & EntryFlags.TailIsName) != 0
            ? GetName(row)
            : ChunkedBytes.Slice(_blob, node.Blob, node.NameLength, node.LastMemberOrTailLength);
    }

    public override bool NamesOrigin(string host, int port) => (_origins ??= new NamedOrigins(_prefixes)).Contains(host, port);

    internal override IEnumerable<byte[]> UrlDirectories => _prefixes;

    public override int GetParent(int row) => Node(row).Parent;

    public override long? GetGivenModified(int row)
    {
        var modified = Node(row).Modified;
        return modified == EntryNode.Unknown ? null : modified;
    }

    public override void Learn(int row, long length, long? modified) => _learnt.Learn(row, length, modified);

    internal override void RaiseModified(int row, long modified)
    {
        if (Node(row).Modified < modified)
        {
            _learnt.RaiseModified(row, modified);
        }
    }

    public override bool Forget(int row) => _learnt.Forget(row);

    internal override bool IsLengthUnsure(int row) => Node(row).IsLengthUnsure;

    internal override bool IsCollection(int row) => (Node(row).Flags & EntryFlags.Collection) != 0;

    internal override bool IsNamePlain(int row) => (Node(row).Flags & EntryFlags.PlainName) != 0;

    internal override ulong GetFingerprint(int row) => Node(row).Fingerprint;

    internal override long? GetLength(int row) => GetLength(Node(row));

    internal override long? GetModified(int row) => GetModified(Node(row));

    internal override ReadOnlySpan<byte> GetName(int row) => GetName(Node(row));

    internal override ReadOnlySpan<byte> GetEncodedName(int row) => GetEncodedName(Node(row));

    internal override EntryRow Read(int row)
    {
        ref readonly var node = ref Node(row);
        return new EntryRow
        {
            Name = GetName(node),
            EncodedName = GetEncodedName(node),
            IsCollection = (node.Flags & EntryFlags.Collection) != 0,
            IsNamePlain = (node.Flags & EntryFlags.PlainName) != 0,
            Length = GetLength(node),
            Modified = GetModified(node) ?? Owner.GetModified(row),
            Fingerprint = node.Fingerprint,
        };
    }

    private static long? GetLength(in EntryNode node)
    {
        var length = Volatile.Read(in node.Length);
        return length == EntryNode.Unknown ? null : length;
    }

    // The start of 1970 is how AList exports say "unknown", and clients choke on it.
    private static long? GetModified(in EntryNode node)
    {
        var modified = node.Modified;
        return modified <= 0 ? null : modified;
    }

    private ReadOnlySpan<byte> GetName(in EntryNode node) => ChunkedBytes.Slice(_blob, node.Blob, 0, node.NameLength);

    private ReadOnlySpan<byte> GetEncodedName(in EntryNode node)
    {
        if ((node.Flags & EntryFlags.EncodedIsName) != 0)
        {
            return ChunkedBytes.Slice(_blob, node.Blob, 0, node.NameLength);
        }

        var isFile = (node.Flags & EntryFlags.Collection) == 0;
        var ownTail = isFile && (node.Flags & EntryFlags.TailIsName) == 0 ? node.LastMemberOrTailLength : 0;
        return (node.Flags & EntryFlags.EncodedIsTail) != 0
            ? ChunkedBytes.Slice(_blob, node.Blob, node.NameLength, ownTail)
            : ReadEncodedName(node.Blob, node.NameLength + ownTail);
    }

    private ReadOnlySpan<byte> ReadEncodedName(uint blob, int start) => ChunkedBytes.Slice(
        _blob, blob, start + EntryNode.EncodedLengthSize,
        BinaryPrimitives.ReadInt32LittleEndian(ChunkedBytes.Slice(_blob, blob, start, EntryNode.EncodedLengthSize)));

    public static bool NameEquals(in EntryNode node, ReadOnlySpan<byte> stored, ReadOnlySpan<byte> name) =>
        (node.Flags & EntryFlags.NotFormC) != 0
            ? NormalizationFormC.Normalize(stored).AsSpan().SequenceEqual(name)
            : stored.SequenceEqual(name);

    private ref readonly EntryNode Node(int row) => ref _nodes[row >> NodeBits][row & NodeMask];
}
