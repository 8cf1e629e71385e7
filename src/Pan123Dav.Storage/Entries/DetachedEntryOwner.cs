namespace Pan123Dav.Storage.Entries;

/// <summary>Owns tables that nothing is served from: a text that was only checked, the tries of mounts and scopes.</summary>
internal sealed class DetachedEntryOwner : IEntryOwner
{
    public static readonly DetachedEntryOwner Instance = new();

    private DetachedEntryOwner()
    {
    }

    public MountOptions? Mount => null;

    public bool IsRemoteAt(int row) => false;

    public string? GetHash(int row) => null;

    public ValueTask<SignedLink> CreateLinkAsync(StorageEntry file, LinkRequest request, CancellationToken cancellationToken) =>
        throw new StorageException(StorageError.NotFound, "The entry belongs to a tree that is not mounted.");
}
