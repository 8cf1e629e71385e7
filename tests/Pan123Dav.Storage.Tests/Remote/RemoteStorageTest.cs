using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote;

/// <summary>What tests of <see cref="RemoteStorage"/> on a drive in memory share.</summary>
public abstract class RemoteStorageTest : IAsyncDisposable
{
    private readonly List<RemoteStorage> _storages = [];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new();

    private protected RecordingLog Log { get; } = new();

    public async ValueTask DisposeAsync()
    {
        foreach (var storage in _storages)
        {
            await storage.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Folder a with file b, and file f.</summary>
    private protected static FakeDrive Drive() => new(
        new RemoteNode(1, 0, "a", true), new RemoteNode(2, 1, "b", false, 5), new RemoteNode(3, 0, "f", false, 7));

    private protected static ValueTask<StorageEntry?> FindAsync(RemoteStorage storage, string path) => storage.FindAsync(Trees.Path(path), Cancellation);

    private protected RemoteStorage Create(FakeDrive drive, int cachedFolders = 1000)
    {
        var storage = new RemoteStorage(FakeRemoteOptions.Mount(cachedFolders), drive, new StorageServices { TimeProvider = Time, LoggerFactory = Log });
        _storages.Add(storage);
        return storage;
    }
}
