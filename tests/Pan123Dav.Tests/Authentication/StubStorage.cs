using Pan123Dav.Storage;

namespace Pan123Dav.Tests.Authentication;

/// <summary>A storage that is told apart from others and never asked.</summary>
internal sealed class StubStorage(string name) : IStorage
{
    public string Name { get; } = name;

    public ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<SignedLink> CreateLinkAsync(StorageEntry file, LinkRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
