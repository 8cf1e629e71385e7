using System.IO.Hashing;

namespace Pan123Dav.Storage.Entries;

/// <summary>
/// The lookup index of an <see cref="EntryTable"/>: open addressing, probed in line. A slot holds the hash of a name and its collection beside the row,
/// so that a probe for another name never leaves the index; zero is a free slot.
/// </summary>
internal static class NameIndex
{
    public static ulong HashName(ReadOnlySpan<byte> name) => XxHash3.HashToUInt64(name);

    public static uint Hash(int parent, ReadOnlySpan<byte> name) => Hash(parent, HashName(name));

    public static uint Hash(int parent, ulong name)
    {
        var mixed = (name ^ ((uint)parent * 0x9E3779B97F4A7C15)) * 0xD6E8FEB86659FD93;
        return (uint)(mixed ^ (mixed >> 32));
    }

    public static ulong Slot(uint hash, int row) => ((ulong)hash << 32) | (uint)(row + 1);

    public static uint GetHash(ulong slot) => (uint)(slot >> 32);

    public static int GetRow(ulong slot) => (int)(uint)slot - 1;

    public static int FirstSlot(ulong[] index, uint hash) => (int)hash & (index.Length - 1);

    public static int NextSlot(ulong[] index, int slot) => (slot + 1) & (index.Length - 1);

    /// <summary>The index itself, or one of twice the size when three quarters of it are taken.</summary>
    public static ulong[] Grow(ulong[] index, int count)
    {
        if (count * 4L <= index.Length * 3L)
        {
            return index;
        }

        var grown = new ulong[index.Length * 2];
        foreach (var entry in index)
        {
            if (entry == 0)
            {
                continue;
            }

            var slot = FirstSlot(grown, GetHash(entry));
            while (grown[slot] != 0)
            {
                slot = NextSlot(grown, slot);
            }

            grown[slot] = entry;
        }

        return grown;
    }
}
