using System.Runtime.InteropServices;

namespace Pan123Dav.Storage.Entries;

/// <summary>
/// One row of an <see cref="EntryTable"/>: 56 bytes. Text stands in the table's blob as
/// name, then tail (what of the URL follows the prefix), then encoded name, each left out where <see cref="Flags"/> says that another serves.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EntryNode
{
    public const long Unknown = long.MinValue;

    public long Length;
    public long Modified;
    public ulong Fingerprint;
    public int Parent;
    public int NextSibling;

    /// <summary>Of a collection: the first member, or -1. Of a file: its URL's prefix.</summary>
    public int FirstMemberOrPrefix;

    /// <summary>Of a collection, while building: the last member. Of a file: the tail's length.</summary>
    public int LastMemberOrTailLength;

    public uint Blob;
    public int NameLength;
    public int EncodedLength;
    public EntryFlags Flags;

    /// <summary>Whether it is a file whose length the tree does not say for sure and nobody has learnt.</summary>
    public readonly bool IsLengthUnsure =>
        (Flags & (EntryFlags.Collection | EntryFlags.DiscoveredLength)) == 0
            && ((Flags & EntryFlags.AmbiguousLength) != 0 || Volatile.Read(in Length) == Unknown);
}
