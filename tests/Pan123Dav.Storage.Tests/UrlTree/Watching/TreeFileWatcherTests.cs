using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.UrlTree;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Storage.Tests.UrlTree.Watching;

public sealed class TreeFileWatcherTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task LoadAsync_FileMount_FollowsItsFileThroughEveryMishap()
    {
        var path = _folder.Write("tree.txt", "a:");
        await using var table = await LoadAsync(path, TimeProvider.System);

        Replace("tree.txt", "b:\nc:");
        await ShowsAsync(table, ["/b/", "/c/"]);

        Replace("tree.txt", "readme\n");
        await Eventually.HoldsAsync(() => _log.Count(2001) == 1);
        Assert.Equal(["/b/", "/c/"], await Listing.WalkAsync(table));

        File.Delete(path);
        await Eventually.HoldsAsync(() => _log.Count(2004) == 1);
        Assert.Equal(["/b/", "/c/"], await Listing.WalkAsync(table));

        Replace("tree.txt", "d:\ne:\nf:");
        await ShowsAsync(table, ["/d/", "/e/", "/f/"]);
        Assert.Equal(1, _log.Count(2005));
    }

    [Fact]
    public async Task LoadAsync_ReadWhileItChanges_NeverShowsHalfATree()
    {
        var path = _folder.Write("tree.txt", Numbered(0));
        await using var table = await LoadAsync(path, TimeProvider.System);

        for (var round = 1; round <= 20; round++)
        {
            Replace("tree.txt", Numbered(round));
            var names = await Listing.NamesAsync(table, "/");
            Assert.Single(names.Select(name => name.Split(' ')[0]).Distinct());
            Assert.Equal(500, names.Length);
        }

        await Eventually.HoldsAsync(() => ((UrlTreeStorage)table.Mounts[0].Storage).Table.Find(Trees.Path("/20 0")) is not null);
    }

    [Fact]
    public async Task DisposeAsync_AfterIt_NothingIsReadAnyMore()
    {
        var clock = new FakeTimeProvider();
        var path = _folder.Write("tree.txt", "a:");
        var table = await LoadAsync(path, clock);

        Replace("tree.txt", "readme\n");
        await Eventually.HoldsAsync(() =>
        {
            clock.Advance(Interval);
            return _log.Count(2001) == 1;
        });

        await table.DisposeAsync();
        Replace("tree.txt", "readme readme\n");
        clock.Advance(Interval * 10);
        Assert.Equal(1, _log.Count(2001));
        Assert.Equal(["/a/"], await Listing.WalkAsync(table));
    }

    [Fact]
    public async Task DisposeExceptAsync_StorageThatGoesOn_IsStillWatched()
    {
        var kept = new MountOptions { Path = Trees.Path("/kept"), Type = MountType.UrlTree, OriginUrlsFile = _folder.Write("tree.txt", "a:") };
        var gone = new MountOptions { Path = Trees.Path("/gone"), Type = MountType.UrlTree, OriginUrlsFile = _folder.Write("gone.txt", "a:") };
        var loader = new MountLoader(new StorageServices { LoggerFactory = _log }, Interval);
        var first = (await loader.LoadAsync([kept, gone], null, TestContext.Current.CancellationToken)).Table!;
        await using var second = (await loader.LoadAsync([kept], first, TestContext.Current.CancellationToken)).Table!;
        await first.DisposeExceptAsync(second);

        Replace("gone.txt", "b:\nc:");
        Replace("tree.txt", "b:\nc:");

        await ShowsAsync(second, ["/kept/", "/kept/b/", "/kept/c/"]);
        Assert.NotNull(((UrlTreeStorage)first.Mounts[1].Storage).Table.Find(Trees.Path("/a")));
    }

    // In one step: what a look finds while a file is written in place is up to the scheduler. TreeFilePollTests write in place.
    private void Replace(string name, string text) => File.Move(_folder.Write("next", text), _folder[name], overwrite: true);

    private static string Numbered(int round) => string.Concat(Enumerable.Range(0, 500).Select(i => $"{round} {i}:\n"));

    private static async Task ShowsAsync(MountTable table, string[] expected)
    {
        var seen = new List<string>();
        await Eventually.HoldsAsync(() =>
        {
            // A swap between listing and finding is told as a failure by the walk; the next one sees one tree.
            seen = Trees.Print(((UrlTreeStorage)table.Mounts[0].Storage).Table).ToList();
            return seen.Count == expected.Length - (table.Mounts[0].Options.Path.IsRoot ? 0 : 1);
        });
        Assert.Equal(expected, await Listing.WalkAsync(table));
    }

    private async Task<MountTable> LoadAsync(string path, TimeProvider clock)
    {
        var options = new MountOptions { Type = MountType.UrlTree, OriginUrlsFile = path };
        var result = await new MountLoader(new StorageServices { TimeProvider = clock, LoggerFactory = _log }, Interval).LoadAsync([options],
            null, TestContext.Current.CancellationToken);
        return result.Table!;
    }
}
