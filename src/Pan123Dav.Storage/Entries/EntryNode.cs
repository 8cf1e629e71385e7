using System.Runtime.InteropServices;

namespace Pan123Dav.Storage.Entries;

/// <summary>
/// One row of an <see cref="EntryTable"/>: 48 bytes. Text stands in the table's blob as
/// name, then tail (what of the URL follows the prefix), then encoded name behind its length, each left out where <see cref="Flags"/> says that another
/// serves.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EntryNode
{
    public const long Unknown = long.MinValue;

    /// <summary>How many bytes the length of an encoded name takes that stands in the blob.</summary>
    public const int EncodedLengthSize = sizeof(int);

    // What a long holds beside the flags: a thousand million years.
    private const int FlagBits = 8;
    private const long UnknownModified = Unknown >> FlagBits;
    private const long MaxModified = long.MaxValue >> FlagBits;

    public long Length;
    public ulong Fingerprint;

    private long _modifiedAndFlags;

    public int Parent;
    public int NextSibling;

    /// <summary>Of a collection: the first member, or -1. Of a file: its URL's prefix.</summary>
    public int FirstMemberOrPrefix;

    /// <summary>Of a collection, while building: the last member. Of a file: the tail's length.</summary>
    public int LastMemberOrTailLength;

    public uint Blob;
    public int NameLength;

    /// <summary>Unix seconds, or <see cref="Unknown"/>. May be read while it is written.</summary>
    public long Modified
    {
        readonly get => Volatile.Read(in _modifiedAndFlags) >> FlagBits is var modified && modified == UnknownModified ? Unknown : modified;
        set => Volatile.Write(
            ref _modifiedAndFlags, (Math.Clamp(value, UnknownModified, MaxModified) << FlagBits) | (_modifiedAndFlags & ((1 << FlagBits) - 1)));
    }

    /// <summary>May be read while it is written.</summary>
    public EntryFlags Flags
    {
        readonly get => (EntryFlags)(byte)Volatile.Read(in _modifiedAndFlags);
        set => Volatile.Write(ref _modifiedAndFlags, (_modifiedAndFlags & (-1L << FlagBits)) | (byte)value);
    }

    /// <summary>Whether it is a file whose length the tree does not say for sure and nobody has learnt.</summary>
    public readonly bool IsLengthUnsure =>
        (Flags & (EntryFlags.Collection | EntryFlags.DiscoveredLength)) == 0
            && ((Flags & EntryFlags.AmbiguousLength) != 0 || Volatile.Read(in Length) == Unknown);
}
