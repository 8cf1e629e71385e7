using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Storage.Entries;

/// <summary>All of a row that can be told without the rows before it, so that rows can be drafted on one thread and put together on another.</summary>
internal struct PendingEntry
{
    /// <summary>The row, without its place in the tree, in the blob and among the prefixes.</summary>
    public EntryNode Node;

    /// <summary>Of the name in form C.</summary>
    public ulong NameHash;

    /// <summary>How much of the room was used for what goes into the blob.</summary>
    public int TextLength;

    /// <summary>How much room drafting may take.</summary>
    public static int Room(int nameLength, int tailLength) => (nameLength * 4) + tailLength + EntryNode.EncodedLengthSize;

    public static PendingEntry Collection(ReadOnlySpan<byte> name, long? modified, Span<byte> room)
    {
        var draft = new PendingEntry
        {
            Node = new EntryNode
            {
                FirstMemberOrPrefix = -1,
                LastMemberOrTailLength = -1,
                Length = EntryNode.Unknown,
                Modified = modified ?? EntryNode.Unknown,
                Flags = EntryFlags.Collection,
            },
        };
        draft.ReadName(name);
        draft.Write(name, default, room);
        return draft;
    }

    /// <param name="name">UTF-8.</param>
    /// <param name="url">ASCII, without fragment.</param>
    /// <param name="tailStart">Where the URL's tail starts, behind the last slash of its path.</param>
    /// <param name="length">Bytes, null when unknown.</param>
    /// <param name="modified">Unix seconds, null when unknown.</param>
    /// <param name="isLengthAmbiguous">The length may as well be the time.</param>
    /// <param name="isTailEncodedName">The tail is the name's percent-encoding.</param>
    /// <param name="room">Where the text goes.</param>
    public static PendingEntry File(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> url, int tailStart, long? length,
        long? modified, bool isLengthAmbiguous, bool isTailEncodedName, Span<byte> room)
    {
        var tail = url[tailStart..];
        var draft = new PendingEntry
        {
            Node = new EntryNode
            {
                LastMemberOrTailLength = tail.Length,
                Length = length ?? EntryNode.Unknown,
                Modified = modified ?? EntryNode.Unknown,
                Fingerprint = Fingerprint(url, length, modified),
                Flags = isLengthAmbiguous ? EntryFlags.AmbiguousLength : EntryFlags.None,
            },
        };
        draft.ReadName(name);
        if (tail.SequenceEqual(name))
        {
            draft.Node.Flags |= EntryFlags.TailIsName;
        }
        else if (isTailEncodedName)
        {
            draft.Node.Flags |= EntryFlags.EncodedIsTail;
        }

        draft.Write(name, tail, room);
        return draft;
    }

    private void ReadName(ReadOnlySpan<byte> name)
    {
        var traits = NameTraitTable.Get(name);
        Node.Flags |= ((traits & NameTraits.Reserved) == 0 ? EntryFlags.EncodedIsName : 0) | (IsPlain(name, traits) ? EntryFlags.PlainName : 0);
        if ((traits & NameTraits.Unknown) == 0 || NormalizationFormC.IsNormalized(name))
        {
            NameHash = NameIndex.HashName(name);
            return;
        }

        Node.Flags |= EntryFlags.NotFormC;
        NameHash = NameIndex.HashName(NormalizationFormC.Normalize(name));
    }

    // XML 1.0 cannot hold U+FFFE and U+FFFF; control characters are no part of a name.
    private static bool IsPlain(ReadOnlySpan<byte> name, NameTraits traits) =>
        (traits & NameTraits.Markup) == 0
        && ((traits & NameTraits.MayBeNoCharacter) == 0 || (name.IndexOf("\uFFFE"u8) < 0 && name.IndexOf("\uFFFF"u8) < 0));

    private void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> tail, Span<byte> room)
    {
        name.CopyTo(room);
        TextLength = Node.NameLength = name.Length;
        if ((Node.Flags & EntryFlags.TailIsName) == 0)
        {
            tail.CopyTo(room[TextLength..]);
            TextLength += tail.Length;
        }

        if ((Node.Flags & (EntryFlags.EncodedIsName | EntryFlags.EncodedIsTail)) == 0)
        {
            var length = PercentEncoding.Encode(name, room[(TextLength + EntryNode.EncodedLengthSize)..]);
            BinaryPrimitives.WriteInt32LittleEndian(room[TextLength..], length);
            TextLength += EntryNode.EncodedLengthSize + length;
        }
    }

    private static ulong Fingerprint(ReadOnlySpan<byte> url, long? length, long? modified)
    {
        ReadOnlySpan<long> numbers = [length ?? EntryNode.Unknown, modified ?? EntryNode.Unknown];
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(numbers), (long)XxHash3.HashToUInt64(url));
    }
}
