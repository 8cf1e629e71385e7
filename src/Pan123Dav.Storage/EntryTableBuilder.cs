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
    private readonly ChunkedBytes _blob = new();
    private readonly List<byte[]> _prefixes = [];
    private readonly Dictionary<ulong, int> _prefixIds = [];
    private int[] _index = new int[64];
    private byte[] _encoded = new byte[256];

    /// <summary>Starts with the root alone.</summary>
    public EntryTableBuilder() => Append(new EntryNode
    {
        Parent = -1,
        NextSibling = -1,
        FirstMemberOrPrefix = -1,
        LastMemberOrTailLength = -1,
        Length = EntryNode.Unknown,
        Modified = EntryNode.Unknown,
        Flags = EntryFlags.Collection | EntryFlags.EncodedIsName | EntryFlags.PlainName,
    });

    /// <summary>How many rows there are, the root included.</summary>
    public int Count { get; private set; }

    /// <summary>The row of the member called <paramref name="name"/>, compared in form C, or -1.</summary>
    public int FindMember(int collection, ReadOnlySpan<byte> name)
    {
        var normal = NormalizationFormC.IsNormalized(name) ? name : NormalizationFormC.Normalize(name);
        var hash = EntryTable.HashName(collection, normal);
        for (var slot = (int)hash & (_index.Length - 1); _index[slot] != 0; slot = (slot + 1) & (_index.Length - 1))
        {
            var row = _index[slot] - 1;
            ref readonly var node = ref Node(row);
            if (node.Hash == hash && node.Parent == collection && EntryTable.NameEquals(node, _blob.Slice(node.Blob, node.NameLength), normal))
            {
                return row;
            }
        }

        return -1;
    }

    /// <summary>Whether <paramref name="row"/> is a collection.</summary>
    public bool IsCollection(int row) => Node(row).Flags.HasFlag(EntryFlags.Collection);

    /// <summary>Adds a collection after the members that <paramref name="parent"/> has; no member of it may have the same name.</summary>
    /// <returns>The row it got.</returns>
    public int AddCollection(int parent, ReadOnlySpan<byte> name, long? modified = null) =>
        Add(parent, name, default, new EntryNode
        {
            FirstMemberOrPrefix = -1,
            LastMemberOrTailLength = -1,
            Length = EntryNode.Unknown,
            Modified = modified ?? EntryNode.Unknown,
            Flags = EntryFlags.Collection,
        });

    /// <summary>Adds a file after the members that <paramref name="parent"/> has; no member of it may have the same name.</summary>
    /// <param name="parent">A collection's row.</param>
    /// <param name="name">UTF-8.</param>
    /// <param name="url">Where the content is: an absolute URL, ASCII, without fragment; empty when the storage asks for it later.</param>
    /// <param name="length">Bytes, null when unknown.</param>
    /// <param name="modified">Unix seconds, null when unknown.</param>
    /// <returns>The row it got.</returns>
    public int AddFile(int parent, ReadOnlySpan<byte> name, ReadOnlySpan<byte> url, long? length, long? modified)
    {
        var query = url.IndexOf((byte)'?');
        var split = (query < 0 ? url : url[..query]).LastIndexOf((byte)'/') + 1;
        var tail = url[split..];
        return Add(parent, name, tail, new EntryNode
        {
            FirstMemberOrPrefix = PrefixId(url[..split]),
            LastMemberOrTailLength = tail.Length,
            Length = length ?? EntryNode.Unknown,
            Modified = modified ?? EntryNode.Unknown,
            Fingerprint = Fingerprint(url, length, modified),
        });
    }

    /// <summary>Ends the building.</summary>
    /// <param name="owner">The storage that makes links for these entries.</param>
    public EntryTable Build(IStorage owner)
    {
        var last = _nodes[^1];
        _nodes[^1] = last.AsSpan(0, ((Count - 1) & EntryTable.NodeMask) + 1).ToArray();
        return new EntryTable(owner, [.. _nodes], Count, _blob.ToChunks(), [.. _prefixes], _index);
    }

    private int Add(int parent, ReadOnlySpan<byte> name, ReadOnlySpan<byte> tail, EntryNode node)
    {
        if (_encoded.Length < name.Length * 3)
        {
            _encoded = new byte[name.Length * 3];
        }

        var encoded = _encoded.AsSpan(0, PercentEncoding.Encode(name, _encoded));
        var isFile = !node.Flags.HasFlag(EntryFlags.Collection);
        var normal = name;
        if (!NormalizationFormC.IsNormalized(name))
        {
            node.Flags |= EntryFlags.NotFormC;
            normal = NormalizationFormC.Normalize(name);
        }

        node.Flags |= IsPlain(name) ? EntryFlags.PlainName : 0;
        node.Flags |= isFile && tail.SequenceEqual(name) ? EntryFlags.TailIsName : 0;
        node.Flags |= encoded.SequenceEqual(name) ? EntryFlags.EncodedIsName
            : isFile && encoded.SequenceEqual(tail) ? EntryFlags.EncodedIsTail : 0;

        var ownTail = node.Flags.HasFlag(EntryFlags.TailIsName) ? default : tail;
        var ownEncoded = (node.Flags & (EntryFlags.EncodedIsName | EntryFlags.EncodedIsTail)) != 0 ? default : encoded;
        var room = _blob.Append(name.Length + ownTail.Length + ownEncoded.Length, out node.Blob);
        name.CopyTo(room);
        ownTail.CopyTo(room[name.Length..]);
        ownEncoded.CopyTo(room[(name.Length + ownTail.Length)..]);

        node.NameLength = name.Length;
        node.EncodedLength = encoded.Length;
        node.Parent = parent;
        node.NextSibling = -1;
        node.Hash = EntryTable.HashName(parent, normal);
        var row = Append(node);
        Chain(parent, row);
        Index(row, node.Hash);
        return row;
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
            _nodes.Add(new EntryNode[EntryTable.NodeMask + 1]);
        }

        Node(Count) = node;
        return Count++;
    }

    private void Index(int row, uint hash)
    {
        if (Count * 4L > _index.Length * 3L)
        {
            _index = new int[_index.Length * 2];
            for (var i = 1; i < row; i++)
            {
                Place(i, Node(i).Hash);
            }
        }

        Place(row, hash);
    }

    private void Place(int row, uint hash)
    {
        var slot = (int)hash & (_index.Length - 1);
        while (_index[slot] != 0)
        {
            slot = (slot + 1) & (_index.Length - 1);
        }

        _index[slot] = row + 1;
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
