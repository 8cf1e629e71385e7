using Microsoft.Extensions.Logging;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Tests.Mounts;

public sealed class MountTableTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Walk_NestedMounts_ShowsTheDeepestAndKeepsTheOrder()
    {
        var table = await Mounting.LoadAsync(
            Mounting.At("/b/deep/mount", "x:::https://h/x"),
            Mounting.At("/", "a:\n  1:::https://h/1\nb:\n  2:::https://h/2\nc:\n  hidden:::https://h/3\nd:::https://h/4"),
            Mounting.At("/c", "shown:::https://h/5\ninner:\n  lost:::https://h/6"),
            Mounting.At("/c/inner", ""),
            Mounting.At("/virtual/one", "y:::https://h/y"),
            Mounting.At("/virtual/two", "z:::https://h/z"));

        Assert.Equal(
            [
                "/a/", "/a/1", "/b/", "/b/2", "/b/deep/", "/b/deep/mount/", "/b/deep/mount/x", "/d", "/c/", "/c/shown", "/c/inner/",
                "/virtual/", "/virtual/one/", "/virtual/one/y", "/virtual/two/", "/virtual/two/z",
            ],
            await Listing.WalkAsync(table));
        Assert.Null(await table.FindAsync(Trees.Path("/c/hidden"), Cancellation));
        Assert.Null(await table.FindAsync(Trees.Path("/c/inner/lost"), Cancellation));
        Assert.Null(await table.FindAsync(Trees.Path("/virtual/three"), Cancellation));
    }

    [Fact]
    public async Task Walk_FileOnTheWayToAMount_GivesWay()
    {
        var table = await Mounting.LoadAsync(Mounting.At("/", "a:::https://h/a\nb:::https://h/b\nc:::https://h/c"),
            Mounting.At("/a", "x:::https://h/x"), Mounting.At("/b/m", ""));

        Assert.Equal(["/c", "/a/", "/a/x", "/b/", "/b/m/"], await Listing.WalkAsync(table));
    }

    [Fact]
    public async Task Walk_NothingAtTheRoot_IsAVirtualCollection()
    {
        var table = await Mounting.LoadAsync(Mounting.At("/音乐", "x:::https://h/x"));
        var root = await table.FindAsync(StoragePath.Root, Cancellation);

        Assert.True(root!.Value.IsCollection);
        Assert.True(root.Value.Name.IsEmpty);
        Assert.Equal(["/音乐/", "/音乐/x"], await Listing.WalkAsync(table));
    }

    [Fact]
    public async Task Walk_NoMounts_IsAnEmptyRoot() => Assert.Empty(await Listing.WalkAsync(await Mounting.LoadAsync()));

    [Fact]
    public async Task Walk_MountNamedInAnotherForm_ReplacesTheTreesMember()
    {
        var table = await Mounting.LoadAsync(Mounting.At("/", "cafe\u0301:\n  old:::https://h/o"), Mounting.At("/caf\u00E9", "new:::https://h/n"));

        Assert.Equal(["/caf\u00E9/", "/caf\u00E9/new"], await Listing.WalkAsync(table));
    }

    [Fact]
    public async Task CreateLinkAsync_FileOfANestedMount_IsSignedByIt()
    {
        var table = await Mounting.LoadAsync(
            Mounting.At("/", "a:::https://h/a", MountType.DirectLink) with { PrivateKey = "one", Uid = 1 },
            Mounting.At("/m", "b:::https://h/b", MountType.DirectLink) with { PrivateKey = "two", Uid = 2 });

        Assert.Contains("-1-", await LinkAsync(table, "/a"), StringComparison.Ordinal);
        Assert.Contains("-2-", await LinkAsync(table, "/m/b"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateLinkAsync_Collection_IsRefused()
    {
        var table = await Mounting.LoadAsync(Mounting.At("/m", "b:::https://h/b"));
        var collection = await table.FindAsync(Trees.Path("/m"), Cancellation);

        await Assert.ThrowsAsync<ArgumentException>(async () => await collection!.Value.CreateLinkAsync(default, Cancellation));
    }

    [Fact]
    public async Task LoadAsync_SeveralMistakes_TellsAllWithTheirSources()
    {
        var result = await LoadAsync(null, new RecordingLog(),
            Mounting.At("/a", "readme\n:"),
            new MountOptions { Path = Trees.Path("/b"), OriginUrlsFile = "/nowhere/tree.txt", PrivateKey = "k" },
            new MountOptions { Path = Trees.Path("/c"), OriginUrlsFile = Path.GetTempPath(), PrivateKey = "k" },
            Mounting.At("/d", "x:::https://h/x", MountType.DirectLink));

        Assert.Null(result.Table);
        Assert.Equal(
            [
                (0, "Pan123Dav:Mounts:0:OriginUrls", 1, "no-url"), (0, "Pan123Dav:Mounts:0:OriginUrls", 2, "empty-name"), (1, "/nowhere/tree.txt", 0, "file"),
                (2, Path.GetTempPath(), 0, "file"), (3, "Pan123Dav:Mounts:3:PrivateKey", 0, "unsigned"),
            ],
            result.Diagnostics.Select(item => (item.MountIndex, item.Source, item.Diagnostic.Line, item.Diagnostic.Code)));
        Assert.Equal(TreeSeverity.Warning, result.Diagnostics[^1].Diagnostic.Severity);
    }

    [Fact]
    public async Task LoadAsync_GoodMounts_LogsCountsAndWarningsButNoSecret()
    {
        var log = new RecordingLog();
        var text = string.Concat(Enumerable.Range(0, 30).Select(i => $"f{i}:::https://h/100%/{i}\n"));

        var result = await LoadAsync(null, log, Mounting.At("/a", text, MountType.DirectLink) with { PrivateKey = "very-secret" },
            Mounting.At("/b", "c:\n", MountType.DirectLink));

        Assert.NotNull(result.Table);
        Assert.Equal(2, log.Count(2000));
        Assert.Contains(log.Lines, line => line.Text == "Mount DirectLink /a: 30 files in 0 folders from Pan123Dav:Mounts:0:OriginUrls");
        Assert.Equal(20, log.Count(2002));
        Assert.Contains(log.Lines, line => line.Id == 2003 && line.Text.Contains("10 more", StringComparison.Ordinal));
        Assert.Equal(1, log.Count(2007));
        Assert.DoesNotContain(log.Lines,
            line => line.Text.Contains("very-secret", StringComparison.Ordinal) || line.Text.Contains("https://", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LoadAsync_EqualOptions_KeepTheirStorage()
    {
        using var folder = new TemporaryFolder();
        var kept = new MountOptions { Path = Trees.Path("/a"), OriginUrlsFile = folder.Write("a.txt", "x:::https://h/x"), PrivateKey = "k" };
        var previous = (await LoadAsync(null, new RecordingLog(), kept, Mounting.At("/b", ""))).Table!;

        var next = (await LoadAsync(previous, new RecordingLog(), Mounting.At("/c", ""), kept with { })).Table!;
        await previous.DisposeExceptAsync(next);

        Assert.Same(previous.Mounts[0].Storage, next.Mounts[1].Storage);
        Assert.Equal(["/c/", "/a/", "/a/x"], await Listing.WalkAsync(next));
        await next.DisposeAsync();
    }

    private static async Task<string> LinkAsync(MountTable table, string path)
    {
        var file = await table.FindAsync(Trees.Path(path), Cancellation);
        return (await file!.Value.CreateLinkAsync(default, Cancellation)).Location;
    }

    private static Task<MountTableResult> LoadAsync(MountTable? previous, ILoggerFactory log, params MountOptions[] mounts) =>
        MountTable.LoadAsync(mounts, previous, new StorageServices { LoggerFactory = log }, Cancellation);
}
