namespace Pan123Dav.Storage;

/// <summary>
/// Who a table of entries belongs to: knows what stands behind its rows, and makes links for its files. Safe to use from several requests at once.
/// </summary>
public interface IEntryOwner
{
    /// <summary>What the storage behind the table is mounted with; null when nothing is served from it.</summary>
    MountOptions? Mount { get; }

    /// <summary>Whether the members of the collection at <paramref name="row"/>, and theirs, are asked for from a service a call each.</summary>
    bool IsRemoteAt(int row);

    /// <summary>A digest of the content of the file at <paramref name="row"/> in lower-case hex, such as its MD5; null when none is known.</summary>
    string? GetHash(int row);

    /// <summary>The time of the entry at <paramref name="row"/>, in Unix seconds, where its table has none; null when nobody knows it.</summary>
    long? GetModified(int row) => null;

    /// <summary>A link to the content of <paramref name="file"/>, signed now.</summary>
    /// <param name="file">A file of the table.</param>
    /// <param name="request">How long the link should live, and who waits for it.</param>
    /// <param name="cancellationToken">Ends the work when the client is gone.</param>
    /// <exception cref="StorageException">There is no link to be had.</exception>
    ValueTask<SignedLink> CreateLinkAsync(StorageEntry file, LinkRequest request, CancellationToken cancellationToken);
}
