namespace Pan123Dav.Storage;

/// <summary>
/// A read-only tree of entries, each file of which can be turned into a link that a client downloads from directly.
/// Absence is a null result; everything else that goes wrong is a <see cref="StorageException"/>.
/// </summary>
public interface IStorage
{
    /// <summary>The entry at <paramref name="path"/>, or null when there is none.</summary>
    ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken);

    /// <summary>
    /// The members of <paramref name="collection"/>, which stands at <paramref name="path"/>, in the owner's order.
    /// The sequence is lazy and reads one snapshot: a reload in between does not mix two trees.
    /// </summary>
    ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken);

    /// <summary>
    /// A link to the content of <paramref name="file"/>, signed now.
    /// </summary>
    /// <param name="file">An entry that is not a collection.</param>
    /// <param name="request">How long it should live, and who waits for it.</param>
    /// <param name="cancellationToken">Ends the work when the client is gone.</param>
    ValueTask<SignedLink> CreateLinkAsync(StorageEntry file, LinkRequest request, CancellationToken cancellationToken);
}
