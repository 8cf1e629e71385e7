namespace Pan123Dav.Storage.Entries;

/// <summary>What is learnt of a table's files after it was made: the one thing about its rows that changes.</summary>
/// <param name="nodes">The rows.</param>
/// <param name="unknownLengths">Of how many files the length is not known for sure.</param>
internal sealed class DiscoveredNumbers(EntryNode[][] nodes, int unknownLengths)
{
    // Rare, and two at once for one file would be counted twice.
    private readonly Lock _lock = new();
    private int _unknownLengths = unknownLengths;

    /// <summary>Whether there are files whose length nobody knows for sure.</summary>
    public bool LacksLengths => Volatile.Read(ref _unknownLengths) > 0;

    /// <inheritdoc cref="EntryTable.Learn"/>
    public void Learn(int row, long length, long? modified)
    {
        lock (_lock)
        {
            ref var node = ref Node(row);
            if (node.IsLengthUnsure)
            {
                if (node.Length != EntryNode.Unknown && node.Length != length)
                {
                    node.Modified = node.Length;
                    Raise(node.Parent, node.Length);
                }

                Volatile.Write(ref node.Length, length);
                node.Flags |= EntryFlags.DiscoveredLength;
                Volatile.Write(ref _unknownLengths, _unknownLengths - 1);
            }

            if (node.Modified <= 0 && modified > 0)
            {
                node.Modified = modified.Value;
                Raise(node.Parent, modified.Value);
            }
        }
    }

    /// <inheritdoc cref="EntryTable.RaiseModified"/>
    public void RaiseModified(int row, long modified)
    {
        lock (_lock)
        {
            Raise(row, modified);
        }
    }

    /// <inheritdoc cref="EntryTable.Forget"/>
    public bool Forget(int row)
    {
        lock (_lock)
        {
            ref var node = ref Node(row);
            if (!node.Flags.HasFlag(EntryFlags.DiscoveredLength))
            {
                return false;
            }

            Volatile.Write(ref node.Length, EntryNode.Unknown);
            node.Flags &= ~EntryFlags.DiscoveredLength;
            Volatile.Write(ref _unknownLengths, _unknownLengths + 1);
            return true;
        }
    }

    // Whoever stands above is never older, so the first that is new enough ends it.
    private void Raise(int collection, long modified)
    {
        for (var row = collection; row >= 0 && Node(row).Modified < modified; row = Node(row).Parent)
        {
            Node(row).Modified = modified;
        }
    }

    private ref EntryNode Node(int row) => ref nodes[row >> CompactEntryTable.NodeBits][row & CompactEntryTable.NodeMask];
}
