namespace Pan123Dav.Storage;

/// <summary>
/// A read-only tree of entries. The owner of an entry turns a file into a link that a client downloads from directly:
/// <see cref="StorageEntry.CreateLinkAsync"/>. Absence is a null result; everything else that goes wrong is a <see cref="StorageException"/>.
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

    /// <summary>The newest time of all that is known of it, in Unix seconds; null when none is. Costs nothing.</summary>
    long? NewestModified => null;
}
