using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.Remote;

/// <summary>Stands in where nothing is to be asked, as when a configuration is only checked.</summary>
internal sealed class OfflineDrive : IRemoteDrive
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<RemotePage> ReadPageAsync(RemoteId folder, string? cursor, CancellationToken cancellationToken) => throw NotAsked();

    public Task<SignedLink> CreateLinkAsync(RemoteItem file, LinkRequest request, CancellationToken cancellationToken) => throw NotAsked();

    private static StorageException NotAsked() => new(StorageError.Unavailable, "Nothing is asked here.");
}
