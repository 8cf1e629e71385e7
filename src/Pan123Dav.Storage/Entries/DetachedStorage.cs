namespace Pan123Dav.Storage.Entries;

/// <summary>Owns tables that nothing is served from: a text that was only checked, the tries of mounts and scopes.</summary>
internal sealed class DetachedStorage : IStorage
{
    public static readonly DetachedStorage Instance = new();

    private DetachedStorage()
    {
    }

    public ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken) => new((StorageEntry?)null);

    public ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken) =>
        new(collection.Table.Members(collection.Index));

    public ValueTask<SignedLink> CreateLinkAsync(StorageEntry file, LinkRequest request, CancellationToken cancellationToken) =>
        throw new StorageException(StorageError.NotFound, "The entry belongs to a tree that is not mounted.");
}
