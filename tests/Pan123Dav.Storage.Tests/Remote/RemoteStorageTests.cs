using System.Globalization;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote;

public sealed class RemoteStorageTests : RemoteStorageTest
{
    [Fact]
    public async Task FindAsync_Root_AsksNothing()
    {
        var drive = Drive();
        var root = await Create(drive).FindAsync(StoragePath.Root, Cancellation);

        Assert.True(root!.Value.IsCollection);
        Assert.True(root.Value.IsRemote);
        Assert.Equal(0, drive.Pages);
    }

    [Fact]
    public async Task ListAsync_Folder_CostsThatFolderAndTheWayThere()
    {
        var drive = Drive();
        var storage = Create(drive);

        Assert.Equal(["b"], await Listing.NamesAsync(storage, "/a"));
        Assert.Equal(2, drive.Pages);
        Assert.Equal(["b"], await Listing.NamesAsync(storage, "/a"));
        Assert.Equal(2, drive.Pages);
    }

    [Fact]
    public async Task Entry_OfAFile_HasItsDigestSizeAndTime()
    {
        var md5 = RemoteNode.GetMd5("x");
        var storage = Create(new FakeDrive(new RemoteNode(1, 0, "f", false, 7, 1694101621, md5), new RemoteNode(2, 0, "g", false, 7, 1694101621)));
        var (one, other) = ((await FindAsync(storage, "/f"))!.Value, (await FindAsync(storage, "/g"))!.Value);

        Assert.Equal((7L, 1694101621L, md5), (one.Length, one.Modified, one.ContentHash));
        Assert.Null(other.ContentHash);
        Assert.NotEqual(one.Fingerprint, other.Fingerprint);
        Assert.Equal(storage.Options, one.Mount);
    }

    [Fact]
    public async Task Modified_OfFolders_IsTheNewestOfWhatIsKnownOfThem()
    {
        var storage = Create(new FakeDrive(
            new RemoteNode(1, 0, "a", true, 0, 1600000000), new RemoteNode(2, 1, "b", true, 0, 1500000000), new RemoteNode(3, 2, "f", false, 5, 1700000000)));

        Assert.Null((await FindAsync(storage, "/"))!.Value.Modified);
        Assert.Equal(1600000000, (await FindAsync(storage, "/a"))!.Value.Modified);
        Assert.Equal(1600000000, (await FindAsync(storage, "/"))!.Value.Modified);

        Assert.Equal(["f"], await Listing.NamesAsync(storage, "/a/b"));
        foreach (var path in new[] { "/a/b", "/a", "/" })
        {
            Assert.Equal(1700000000, (await FindAsync(storage, path))!.Value.Modified);
        }

        Assert.Equal(1700000000, storage.NewestModified);
    }

    [Fact]
    public async Task ListAsync_ManyAtOnce_ReadTheFolderOnce()
    {
        var gate = new TaskCompletionSource();
        var drive = Drive();
        drive.Gate = gate.Task;
        var storage = Create(drive);

        var asked = Enumerable.Range(0, 20).Select(_ => Listing.NamesAsync(storage, "/")).ToArray();
        await Eventually.HoldsAsync(() => drive.Pages == 1);
        gate.SetResult();
        await Task.WhenAll(asked);

        Assert.Equal(1, drive.Pages);
    }

    [Fact]
    public async Task ListAsync_ClientThatGoesAway_LeavesTheReadingToTheOthers()
    {
        var gate = new TaskCompletionSource();
        var drive = Drive();
        drive.Gate = gate.Task;
        var storage = Create(drive);
        using var leaving = new CancellationTokenSource();
        var root = (await storage.FindAsync(StoragePath.Root, Cancellation))!.Value;

        var first = storage.ListAsync(StoragePath.Root, root, leaving.Token).AsTask();
        var second = Listing.NamesAsync(storage, "/");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal(["a", "f"], await second);
        Assert.Equal(1, drive.Pages);
    }

    [Fact]
    public async Task CachedFolders_MoreThanTheirNumber_TheLeastUsedGo()
    {
        var drive = new FakeDrive([.. Enumerable.Range(1, 50).Select(id => new RemoteNode(id, 0, id.ToString(CultureInfo.InvariantCulture), true))]);
        var storage = Create(drive, cachedFolders: 10);
        for (var id = 1; id <= 50; id++)
        {
            await Listing.NamesAsync(storage, $"/{id}");
            Assert.InRange(storage.CachedFolders, 1, 10);
        }

        var pages = drive.Pages;
        await Listing.NamesAsync(storage, "/50");
        Assert.Equal(pages, drive.Pages);
        await Listing.NamesAsync(storage, "/1");
        Assert.Equal(pages + 1, drive.Pages);
    }

    [Fact]
    public async Task ListAsync_NamesThatNoPathHolds_AreShownEscapedAndToldOfOnce()
    {
        var storage = Create(new FakeDrive(new RemoteNode(5, 0, "a/b\u0001", false), new RemoteNode(6, 0, "..", true),
            new RemoteNode(7, 6, "in", false), new RemoteNode(8, 0, "plain", false)));

        Assert.Equal(["a%2Fb%01", "%2E%2E", "plain"], await Listing.NamesAsync(storage, "/"));
        Assert.NotNull(await FindAsync(storage, "/%2E%2E/in"));
        Time.Advance(TimeSpan.FromSeconds(300));
        await Listing.NamesAsync(storage, "/");
        Assert.Equal(2, Log.Count(2103));
        Assert.DoesNotContain(Log.Lines, line => line.Text.Any(char.IsControl));
    }

    [Fact]
    public async Task CreateLinkAsync_File_AsksForItsNumber()
    {
        var storage = Create(Drive());
        var link = await storage.CreateLinkAsync((await FindAsync(storage, "/a/b"))!.Value, default, Cancellation);

        Assert.Equal("https://files.example/2", link.Location);
    }

    [Fact]
    public async Task DisposeAsync_EntryHandedOutBefore_StillLists()
    {
        var storage = Create(Drive());
        var folder = (await FindAsync(storage, "/a"))!.Value;
        await storage.DisposeAsync();

        Assert.Single(await storage.ListAsync(Trees.Path("/a"), folder, Cancellation));
    }

    [Fact]
    public async Task FindAsync_CachedPath_CostsFewAllocations()
    {
        var storage = Create(Drive());
        var path = Trees.Path("/a/b");
        await storage.FindAsync(path, Cancellation);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var times = 0; times < 10_000; times++)
        {
            var found = storage.FindAsync(path, CancellationToken.None);
            Assert.True(found.IsCompletedSuccessfully);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }
}
