using Pan123Dav.Storage.Remote.Listings;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.Tests.WebApi;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Storage.Tests.WebDav;

public sealed class WebDavDriveTests
{
    private static readonly RemoteItem File = new(RemoteId.FromPath("d/第 1.mkv"), "第 1.mkv", false, 5, "", "", null);

    private readonly FakeWebDavServer _server = new(
        new RemoteNode(1, 0, "d", true), new RemoteNode(2, 1, "第 1.mkv", false, 5, 1_690_000_000),
        new RemoteNode(3, 1, "page.html", false, 9), new RemoteNode(4, 0, "e", true));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadPage_Folder_AsksOneLevelForThreeProperties()
    {
        var page = await _server.Drive().ReadPageAsync(RemoteId.FromPath("d"), null, Cancellation);

        Assert.Equal(
            [new RemoteItem(RemoteId.FromPath("d/第 1.mkv"), "第 1.mkv", false, 5, "", "", 1_690_000_000),
                new RemoteItem(RemoteId.FromPath("d/page.html"), "page.html", false, 9, "", "", null)],
            page.Items);
        var request = Assert.Single(_server.Web.Seen);
        Assert.Equal(("PROPFIND", "https://webdav.cloud.example/webdav/d/", "1"), (request.Method, request.Uri.AbsoluteUri, request.Headers["Depth"]));
        Assert.All(["resourcetype", "getcontentlength", "getlastmodified"], property => Assert.Contains(property, request.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadPage_RootFolder_IsTheRoot()
    {
        var storage = _server.Storage(FakeWebDavServer.Options(rootFolder: "d"));

        Assert.NotNull(await storage.FindAsync(Trees.Path("/第 1.mkv"), Cancellation));
    }

    [Fact]
    public async Task ReadPage_ForeignMembers_AreLeftOutWithOneWarning()
    {
        _server.Before = request => FakeWebDavServer.Xml(FakeWebDavServer.MultiStatus(
            FakeWebDavServer.Response("/webdav/", true),
            FakeWebDavServer.Response("/webdav/good.mkv", false, 1),
            FakeWebDavServer.Response("https://evil.example/webdav/bad.mkv", false, 1),
            FakeWebDavServer.Response("/webdav/%2e%2e/bad.mkv", false, 1),
            FakeWebDavServer.Response("/webdav/a%2Fb.mkv", false, 1),
            FakeWebDavServer.Response("/elsewhere/bad.mkv", false, 1)));
        var drive = _server.Drive();

        await drive.ReadPageAsync(RemoteId.FromPath(""), null, Cancellation);
        var page = await drive.ReadPageAsync(RemoteId.FromPath(""), null, Cancellation);

        Assert.Equal(["good.mkv"], page.Items.Select(item => item.Name));
        Assert.Equal(1, _server.Log.Count(2170));
    }

    [Theory]
    [InlineData(404, 1, true)]
    [InlineData(404, 2, false)]
    public async Task ReadPage_404_WakesTheServerAndAsksOnceMore(int status, int times, bool isThere)
    {
        _server.Before = request => request.Headers["Depth"] == "1" && times-- > 0 ? FakeWebDavServer.Status(status) : null;

        var reading = _server.Drive().ReadPageAsync(RemoteId.FromPath("d"), null, Cancellation);

        Assert.Equal(isThere, (await Task.WhenAny(reading, Task.Delay(5000, Cancellation))) == reading && !reading.IsFaulted);
        Assert.Equal(["/webdav/d/ 1", "/webdav/ 0", "/webdav/d/ 1"],
            _server.Web.Seen.Select(request => $"{request.Uri.AbsolutePath} {request.Headers["Depth"]}"));
        if (!isThere)
        {
            Assert.Equal(StorageError.NotFound, (await Assert.ThrowsAsync<StorageException>(() => reading)).Error);
        }
    }

    [Fact]
    public async Task ReadPage_NothingAtTheAddress_IsNoAbsence()
    {
        _server.Before = _ => FakeWebDavServer.Status(404);

        Assert.Equal(StorageError.Unavailable, (await FailAsync(_server.Drive().ReadPageAsync(RemoteId.FromPath("d"), null, Cancellation))).Error);
    }

    [Theory]
    [InlineData(503, StorageError.Unavailable, 3)]
    [InlineData(429, StorageError.Throttled, 3)]
    [InlineData(403, StorageError.Forbidden, 1)]
    [InlineData(405, StorageError.Malformed, 1)]
    [InlineData(302, StorageError.Malformed, 1)]
    public async Task ReadPage_OtherStatus_IsItsFault(int status, StorageError error, int calls)
    {
        _server.Before = _ => FakeWebDavServer.Status(status, ("Location", "https://elsewhere.example/login"));

        var fault = await FailAsync(_server.Drive().ReadPageAsync(RemoteId.FromPath("d"), null, Cancellation));

        Assert.Equal((error, calls), (fault.Error, _server.Web.Seen.Count));
        Assert.StartsWith("webdav.cloud.example answered PROPFIND",
            fault.Message.Replace("The answer of webdav.cloud.example to", "webdav.cloud.example answered", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>not signed in</html>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'x'>]><D:multistatus xmlns:D='DAV:'/>")]
    [InlineData("nothing")]
    [InlineData("<?xml version='1.0' encoding='nonsense'?><D:multistatus xmlns:D='DAV:'/>")]
    public async Task ReadPage_NoMultiStatus_IsMalformed(string body)
    {
        _server.Before = _ => FakeWebDavServer.Xml(body);

        Assert.Equal(StorageError.Malformed, (await FailAsync(_server.Drive().ReadPageAsync(RemoteId.FromPath(""), null, Cancellation))).Error);
    }

    [Fact]
    public async Task ReadPage_RedirectToItsOwnNode_IsFollowedWithThePassword()
    {
        _server.Before = request => request.Uri.Host == "webdav.cloud.example"
            ? FakeWebDavServer.Status(307, ("Location", "https://webdav-13.pd1.cloud.example/webdav/d/"))
            : FakeWebDavServer.Xml(
                FakeWebDavServer.MultiStatus(FakeWebDavServer.Response("/webdav/d/", true), FakeWebDavServer.Response("/webdav/d/x", false, 1)));

        var page = await _server.Drive().ReadPageAsync(RemoteId.FromPath("d"), null, Cancellation);

        Assert.Equal("x", Assert.Single(page.Items).Name);
        Assert.Equal(2, _server.WithCredentials.Count());
    }

    [Theory]
    [InlineData("https://evil.example/webdav/d/")]
    [InlineData("http://node.cloud.example/webdav/d/")]
    [InlineData("http://127.0.0.1/webdav/d/")]
    public async Task ReadPage_RedirectElsewhere_IsNotFollowed(string location)
    {
        _server.Before = _ => FakeWebDavServer.Status(307, ("Location", location));

        Assert.Equal(StorageError.Malformed, (await FailAsync(_server.Drive().ReadPageAsync(RemoteId.FromPath("d"), null, Cancellation))).Error);
        Assert.Single(_server.Web.Seen);
    }

    [Fact]
    public async Task ReadPage_RedirectsInACircle_End()
    {
        _server.Before = request => FakeWebDavServer.Status(308, ("Location", request.Uri.AbsoluteUri));

        Assert.Contains("on and on", (await FailAsync(_server.Drive().ReadPageAsync(RemoteId.FromPath("d"), null, Cancellation))).Message,
            StringComparison.Ordinal);
        Assert.Equal(4, _server.Web.Seen.Count);
    }

    [Fact]
    public async Task ReadPage_WrongPassword_IsTriedOnceAMinute()
    {
        _server.Word123 = "another";
        var drive = _server.Drive();
        var many = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => FailAsync(drive.ReadPageAsync(RemoteId.FromPath("d"), null, Cancellation))));
        Assert.All(many, fault => Assert.Equal((StorageError.SignInRequired, TimeSpan.FromMinutes(1)), (fault.Error, fault.RetryAfter)));
        Assert.True(drive.IsSignInRefused);
        _server.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(TimeSpan.FromSeconds(1), (await FailAsync(drive.CreateLinkAsync(File, default, Cancellation))).RetryAfter);
        Assert.Single(_server.Web.Seen);

        _server.Word123 = FakeWebDavServer.Word;
        _server.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.NotEmpty((await drive.ReadPageAsync(RemoteId.FromPath("d"), null, Cancellation)).Items);
        Assert.False(drive.IsSignInRefused);
        Assert.Equal(2, _server.Web.Seen.Count);
    }

    [Fact]
    public async Task List_EmptyAnswerForAFullFolder_IsAskedForOnceMore()
    {
        var storage = _server.Storage();
        Assert.NotNull(await storage.FindAsync(Trees.Path("/d/第 1.mkv"), Cancellation));
        var empty = 1;
        _server.Before = request => request.Uri.AbsolutePath.EndsWith("/d/", StringComparison.Ordinal) && empty-- > 0
            ? FakeWebDavServer.Xml(FakeWebDavServer.MultiStatus(FakeWebDavServer.Response("/webdav/d/", true)))
            : null;
        _server.Time.Advance(TimeSpan.FromSeconds(301));
        await storage.FindAsync(Trees.Path("/d/x"), Cancellation);
        while (empty > -1)
        {
            await Task.Delay(10, Cancellation);
        }

        Assert.NotNull(await storage.FindAsync(Trees.Path("/d/第 1.mkv"), Cancellation));
    }

    [Theory]
    [InlineData(1999, 0)]
    [InlineData(2000, 1)]
    public async Task List_AsManyMembersAsMayBeCut_IsWarnedOf(int members, int warnings)
    {
        var server = new FakeWebDavServer([.. Enumerable.Range(1, members).Select(i => new RemoteNode(i, 0, $"{i}.txt", false, 1))]);
        var storage = server.Storage();
        var root = await storage.FindAsync(StoragePath.Root, Cancellation);

        Assert.Equal(members, (await storage.ListAsync(StoragePath.Root, root!.Value, Cancellation)).Count());
        Assert.Equal(warnings, server.Log.Count(2105));
    }

    private static async Task<StorageException> FailAsync(Task task) => await Assert.ThrowsAsync<StorageException>(() => task);
}
