using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Pan123Dav.Storage;

/// <summary>
/// Collects entries into an <see cref="EntryTable"/>. Every column grows by chunks, so building a large tree leaves little behind for the collector.
/// Names must satisfy <see cref="StoragePath.IsSegment"/>.
/// </summary>
public sealed class EntryTableBuilder
{
    private static readonly SearchValues<byte> MarkupCharacters = SearchValues.Create("&<>\"'"u8);

    private readonly List<EntryNode[]> _nodes = [];
    private readonly int _expectedRows;
    private readonly ChunkedBytes _blob;
    private readonly List<byte[]> _prefixes = [];
    private readonly Dictionary<ulong, int> _prefixIds = [];
    private ulong[] _index = new ulong[64];
    private byte[] _encoded = new byte[256];
    private int _unknownLengths;
    private int _unknownTimes;

    /// <summary>Starts with the root alone.</summary>
    public EntryTableBuilder()
        : this(ChunkedBytes.MostChunks)
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
    public bool TryAddCollection(int parent, ReadOnlySpan<byte> name, out int row, long? modified = null) =>
        TryAdd(parent, name, default, new EntryNode
        {
            FirstMemberOrPrefix = -1,
            LastMemberOrTailLength = -1,
            Length = EntryNode.Unknown,
            Modified = modified ?? EntryNode.Unknown,
            Flags = EntryFlags.Collection,
        }, out row);

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
        int parent, ReadOnlySpan<byte> name, ReadOnlySpan<byte> url, long? length, long? modified, out int row, bool isLengthAmbiguous = false, ulong? fingerprint = null)
    {
        var query = url.IndexOf((byte)'?');
        var split = (query < 0 ? url : url[..query]).LastIndexOf((byte)'/') + 1;
        var tail = url[split..];
        if (!TryAdd(parent, name, tail, new EntryNode
        {
            FirstMemberOrPrefix = PrefixId(url[..split]),
            LastMemberOrTailLength = tail.Length,
            Length = length ?? EntryNode.Unknown,
            Modified = modified ?? EntryNode.Unknown,
            Fingerprint = fingerprint ?? Fingerprint(url, length, modified),
            Flags = isLengthAmbiguous ? EntryFlags.AmbiguousLength : EntryFlags.None,
        }, out row))
        {
            return false;
        }

        _unknownLengths += length is null || isLengthAmbiguous ? 1 : 0;
        _unknownTimes += modified is null or <= 0 ? 1 : 0;
        return true;
    }

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
    public EntryTable Build(IStorage owner)
    {
        var last = _nodes[^1];
        _nodes[^1] = last.AsSpan(0, ((Count - 1) & EntryTable.NodeMask) + 1).ToArray();
        return new EntryTable(owner, [.. _nodes], Count, _blob.ToChunks(), [.. _prefixes], _index, _unknownLengths, _unknownTimes > 0);
    }

    private bool TryAdd(int parent, ReadOnlySpan<byte> name, ReadOnlySpan<byte> tail, EntryNode node, out int row)
    {
        var normal = name;
        if (!NormalizationFormC.IsNormalized(name))
        {
            node.Flags |= EntryFlags.NotFormC;
            normal = NormalizationFormC.Normalize(name);
        }

        var hash = NameIndex.Hash(parent, normal);
        if (!TryFindSlot(parent, normal, hash, out var slot))
        {
            row = NameIndex.RowOf(_index[slot]);
            return false;
        }

        WriteText(name, tail, ref node);
        node.Parent = parent;
        node.NextSibling = -1;
        row = Append(node);
        Chain(parent, row);
        _index[slot] = NameIndex.Slot(hash, row);
        _index = NameIndex.Grow(_index, Count);
        return true;
    }

    private bool TryFindSlot(int parent, ReadOnlySpan<byte> normal, uint hash, out int slot)
    {
        for (slot = NameIndex.FirstSlot(_index, hash); _index[slot] != 0; slot = NameIndex.NextSlot(_index, slot))
        {
            if (NameIndex.HashOf(_index[slot]) != hash)
            {
                continue;
            }

            ref readonly var node = ref Node(NameIndex.RowOf(_index[slot]));
            if (node.Parent == parent && EntryTable.NameEquals(node, _blob.Slice(node.Blob, node.NameLength), normal))
            {
                return false;
            }
        }

        return true;
    }

    private void WriteText(ReadOnlySpan<byte> name, ReadOnlySpan<byte> tail, ref EntryNode node)
    {
        if (_encoded.Length < name.Length * 3)
        {
            _encoded = new byte[name.Length * 3];
        }

        var encoded = _encoded.AsSpan(0, PercentEncoding.Encode(name, _encoded));
        var isFile = (node.Flags & EntryFlags.Collection) == 0;
        node.Flags |= IsPlain(name) ? EntryFlags.PlainName : 0;
        node.Flags |= isFile && tail.SequenceEqual(name) ? EntryFlags.TailIsName : 0;
        node.Flags |= encoded.SequenceEqual(name) ? EntryFlags.EncodedIsName
            : isFile && encoded.SequenceEqual(tail) ? EntryFlags.EncodedIsTail : 0;

        var ownTail = (node.Flags & EntryFlags.TailIsName) != 0 ? default : tail;
        var ownEncoded = (node.Flags & (EntryFlags.EncodedIsName | EntryFlags.EncodedIsTail)) != 0 ? default : encoded;
        var room = _blob.Append(name.Length + ownTail.Length + ownEncoded.Length, out node.Blob);
        name.CopyTo(room);
        ownTail.CopyTo(room[name.Length..]);
        ownEncoded.CopyTo(room[(name.Length + ownTail.Length)..]);
        node.NameLength = name.Length;
        node.EncodedLength = encoded.Length;
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

    private int Append(EntryNode node)
    {
        if ((Count & EntryTable.NodeMask) == 0)
        {
            _nodes.Add(new EntryNode[Math.Clamp(_expectedRows - Count, 1, EntryTable.NodeMask + 1)]);
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

    private static ulong Fingerprint(ReadOnlySpan<byte> url, long? length, long? modified)
    {
        ReadOnlySpan<long> numbers = [length ?? EntryNode.Unknown, modified ?? EntryNode.Unknown];
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(numbers), (long)XxHash3.HashToUInt64(url));
    }

    // XML 1.0 cannot hold U+FFFE and U+FFFF; control characters are no part of a name.
    private static bool IsPlain(ReadOnlySpan<byte> name) =>
        !name.ContainsAny(MarkupCharacters) && (Ascii.IsValid(name) || (name.IndexOf("\uFFFE"u8) < 0 && name.IndexOf("\uFFFF"u8) < 0));

    private ref EntryNode Node(int row) => ref CollectionsMarshal.AsSpan(_nodes)[row >> EntryTable.NodeBits][row & EntryTable.NodeMask];
}
