using Pan123Dav.Storage;

namespace Pan123Dav.Metadata;

/// <summary>Finds out what a tree does not say of its files and enters it in their table. Never fails: what cannot be learnt stays unknown.</summary>
public interface IEntryMetadata
{
    /// <summary>
    /// Whether something of <paramref name="entry"/>, or of a file among its members, may still be learnt. Costs nothing where the tree says all.
    /// </summary>
    bool MayLack(StorageEntry entry);

    /// <summary>
    /// Learns the lengths of <paramref name="entries"/> for a listing, and waits for them as long as a listing may; the rest goes on in the background.
    /// </summary>
    ValueTask CompleteAsync(IEnumerable<StorageEntry> entries, CancellationToken cancellationToken);

    /// <summary>Learns the length of one file that a client is about to read, before those that listings have asked for.</summary>
    ValueTask CompleteAsync(StorageEntry file, CancellationToken cancellationToken);

    /// <summary>The content host contradicts what was learnt of <paramref name="file"/>: it is forgotten, and asked for again.</summary>
    void Invalidate(StorageEntry file);
}
