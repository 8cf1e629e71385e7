using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Listings;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote;

/// <summary>A drive in memory whose answers a test can hold up and spoil.</summary>
internal sealed class FakeDrive(params IReadOnlyList<RemoteNode> nodes) : IRemoteDrive
{
    private int _pages;

    public IReadOnlyList<RemoteNode> Nodes { get; set; } = nodes;

    /// <summary>How many pages were asked for.</summary>
    public int Pages => Volatile.Read(ref _pages);

    /// <summary>What every call ends with; null when all goes well.</summary>
    public StorageException? Failure { get; set; }

    /// <summary>What every page waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Failure is { } failure ? Task.FromException(failure) : Task.CompletedTask;

    public async Task<RemotePage> ReadPageAsync(RemoteId folder, string? cursor, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _pages);
        await Gate;
        return Failure is { } failure
            ? throw failure
            : new RemotePage([.. Nodes.Where(node => node.Parent == folder.Number).Select(GetItem)], null);
    }

    public Task<SignedLink> CreateLinkAsync(RemoteItem file, LinkRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new SignedLink($"https://files.example/{file.Id}", DateTimeOffset.MaxValue));

    public static RemoteItem GetItem(RemoteNode node) => new(node.Id, node.Name, node.IsFolder, node.Size, node.Md5, "", node.Modified);
}
