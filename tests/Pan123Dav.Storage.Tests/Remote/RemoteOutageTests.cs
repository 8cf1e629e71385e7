using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote;

/// <summary>What is shown while 123 does not answer correctly.</summary>
public sealed class RemoteOutageTests : RemoteStorageTest
{
    private static readonly StorageException Down = new(StorageError.Unavailable, "down");

    [Fact]
    public async Task ListAsync_OldListing_IsGivenAtOnceAndReadAnewBehind()
    {
        var drive = Drive();
        var storage = Create(drive);
        await Listing.NamesAsync(storage, "/");
        drive.Nodes = [new RemoteNode(9, 0, "new", false)];
        var gate = new TaskCompletionSource();
        drive.Gate = gate.Task;

        Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(["a", "f"], await Listing.NamesAsync(storage, "/"));
        Assert.Equal(1, drive.Pages);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a", "f"], await Listing.NamesAsync(storage, "/"));
        Assert.Equal(["a", "f"], await Listing.NamesAsync(storage, "/"));
        gate.SetResult();

        await ListUntilAsync(storage, names => names is ["new"]);
        Assert.Equal(2, drive.Pages);
    }

    [Fact]
    public async Task ListAsync_WhileUnreachable_GivesTheOldListingAndTellsOnce()
    {
        var drive = Drive();
        var storage = Create(drive);
        await Listing.NamesAsync(storage, "/");
        drive.Failure = Down;
        for (var times = 0; times < 3; times++)
        {
            var pages = drive.Pages;
            await ListUntilAsync(storage, names => IsLater() && names is ["a", "f"] && drive.Pages > pages && storage.IsDegraded);
        }

        Assert.Equal(1, Log.Count(2100));
        drive.Failure = null;
        await ListUntilAsync(storage, _ => IsLater() && !storage.IsDegraded);
        await Eventually.HoldsAsync(() => Log.Count(2101) == 1);

        // Each time, because a reading that fails rests for ten seconds from when it ends, which may be after the clock was moved.
        bool IsLater()
        {
            Time.Advance(TimeSpan.FromSeconds(300));
            return true;
        }
    }

    [Fact]
    public async Task ListAsync_WhileUnreachable_AsksNoMoreThanEveryTenSeconds()
    {
        var drive = Drive();
        var storage = Create(drive);
        await Listing.NamesAsync(storage, "/");
        drive.Failure = Down;
        Time.Advance(TimeSpan.FromSeconds(300));
        await Listing.NamesAsync(storage, "/");
        await Eventually.HoldsAsync(() => storage.IsDegraded);
        for (var times = 0; times < 50; times++)
        {
            await Listing.NamesAsync(storage, "/");
        }

        Assert.Equal(2, drive.Pages);
    }

    [Fact]
    public async Task ListAsync_NeverListedAndUnreachable_FailsAsItIs()
    {
        var drive = Drive();
        drive.Failure = Down;
        var storage = Create(drive);

        var exception = await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/"));

        Assert.Equal(StorageError.Unavailable, exception.Error);
        drive.Failure = null;
        Assert.Equal(["a", "f"], await Listing.NamesAsync(storage, "/"));
    }

    [Fact]
    public async Task FindAsync_FolderThatIsGoneAt123_GivesNull()
    {
        var drive = Drive();
        var storage = Create(drive);
        await Listing.NamesAsync(storage, "/");
        drive.Failure = new StorageException(StorageError.NotFound, "gone");

        Assert.Null(await FindAsync(storage, "/a/b"));
        Assert.False(storage.IsDegraded);
    }

    [Fact]
    public async Task IsDegraded_OneFolderIsNonsense_StaysThoughAnotherIsReadWell()
    {
        var drive = Drive();
        var storage = Create(drive);
        await Listing.NamesAsync(storage, "/");
        drive.Failure = new StorageException(StorageError.Malformed, "nonsense");
        await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/a"));
        drive.Failure = null;
        Time.Advance(TimeSpan.FromSeconds(300));
        await Listing.NamesAsync(storage, "/");
        await Eventually.HoldsAsync(() => drive.Pages == 3);

        Assert.True(storage.IsDegraded);
        await Listing.NamesAsync(storage, "/a");
        Assert.False(storage.IsDegraded);
        Assert.Equal((1, 1), (Log.Count(2100), Log.Count(2101)));
    }

    [Fact]
    public async Task Start_SignInRefused_IsOneErrorAndDegraded()
    {
        var drive = Drive();
        drive.Failure = new StorageException(StorageError.SignInRequired, "wrong secret");
        var storage = Create(drive);

        storage.Start();
        await Eventually.HoldsAsync(() => storage.IsDegraded);
        await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/"));

        Assert.Equal((1, 0), (Log.Count(2102), Log.Count(2100)));
    }

    [Fact]
    public async Task ListAsync_RootThatIsNotThere_NamesTheKeyAndIsDegraded()
    {
        var drive = Drive();
        drive.Failure = new StorageException(StorageError.NotFound, "no such folder");
        var storage = Create(drive);

        var fault = await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/"));

        Assert.Equal((StorageError.Unavailable, true), (fault.Error, storage.IsDegraded));
        Assert.Contains("RootFolderId", fault.Message, StringComparison.Ordinal);
    }

    // Listing again and again starts no reading that would not start anyway.
    private static async Task ListUntilAsync(RemoteStorage storage, Func<string[], bool> condition)
    {
        for (var times = 0; !condition(await Listing.NamesAsync(storage, "/")); times++)
        {
            Assert.True(times < 4000, "It did not come about in time.");
            await Task.Delay(5, Cancellation);
        }
    }
}
