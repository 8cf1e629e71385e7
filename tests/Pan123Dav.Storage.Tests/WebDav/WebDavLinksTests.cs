using Pan123Dav.Storage.Remote.Listings;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.Tests.WebApi;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Storage.Tests.WebDav;

public sealed class WebDavLinksTests
{
    private const string Cdn = FakeWebDavServer.Cdn;
    private static readonly RemoteItem File = new(RemoteId.FromPath("第 1.mkv"), "第 1.mkv", false, 5, "", "", null);

    private readonly FakeWebDavServer _server = new(new RemoteNode(2, 0, "第 1.mkv", false, 5),
        new RemoteNode(3, 0, "page.html", false, 9), new RemoteNode(4, 0, "d", true));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateLink_Redirect_IsHandedOnAndKeptUntilItEnds()
    {
        var drive = _server.Drive();
        var links = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => drive.CreateLinkAsync(File, default, Cancellation)));

        Assert.All(links,
            link => Assert.Equal(($"{Cdn}?t=1700003600&s=%E7%AC%AC%201.mkv", 1_700_003_600L, null, null),
                (link.Location, link.Expires.ToUnixTimeSeconds(), link.Referer, link.Authorization)));
        Assert.Equal(["webdav.cloud.example", "cdn.content.example"], _server.Web.Seen.Select(request => request.Uri.Host));
        Assert.All(_server.Web.Seen, request => Assert.Equal("bytes=0-0", request.Headers["Range"]));
        Assert.False(_server.Web.Seen[1].Headers.ContainsKey("Referer"));
        _server.Time.Advance(TimeSpan.FromMinutes(59));
        await drive.CreateLinkAsync(File, default, Cancellation);
        Assert.Equal(4, _server.Web.Seen.Count);
    }

    [Fact]
    public async Task CreateLink_WithoutATime_IsKeptForMinutes()
    {
        _server.LinkOf = _ => "//cdn.content.example/第 1?x=1#top";

        var link = await _server.Drive().CreateLinkAsync(File, default, Cancellation);

        Assert.Equal(("https://cdn.content.example/%E7%AC%AC%201?x=1", 1_700_000_120L), (link.Location, link.Expires.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task CreateLink_ServerServesItself_IsForTheProxy()
    {
        _server.LinkOf = _ => null;

        var link = await _server.Drive().CreateLinkAsync(File, default, Cancellation);

        Assert.Equal("https://webdav.cloud.example/webdav/%E7%AC%AC%201.mkv", link.Location);
        Assert.NotNull(link.Authorization!.GetHeader(new Uri(link.Location)));
        Assert.Null(link.Authorization.GetHeader(new Uri(Cdn)));
        Assert.Single(_server.Web.Seen);
    }

    [Fact]
    public async Task CreateLink_ContentHostWantsAReferer_IsForTheProxy()
    {
        _server.Content = request => request.Headers.GetValueOrDefault("Referer") == "https://webdav.cloud.example/"
            ? FakeWebDavServer.Part()
            : FakeWeb.Json("""{"code":1010,"message":"not found r or referer in steal link v6"}""", 403);

        var link = await _server.Drive().CreateLinkAsync(File, default, Cancellation);

        Assert.Equal(("https://webdav.cloud.example/", null), (link.Referer, link.Authorization));
    }

    [Fact]
    public async Task CreateLink_RefusedOnce_IsAskedForAnew()
    {
        var refusals = 2;
        _server.Content = _ => refusals-- > 0 ? FakeWebDavServer.Status(403) : FakeWebDavServer.Part();

        Assert.StartsWith(Cdn, (await _server.Drive().CreateLinkAsync(File, default, Cancellation)).Location, StringComparison.Ordinal);
        Assert.Equal(2, _server.WithCredentials.Count());
    }

    [Theory]
    [InlineData(403, StorageError.Malformed)]
    [InlineData(404, StorageError.NotFound)]
    public async Task CreateLink_RefusedTwice_IsAFault(int status, StorageError error)
    {
        _server.Content = _ => FakeWebDavServer.Status(status);

        Assert.Equal(error, (await FailAsync()).Error);
        Assert.Equal(2, _server.WithCredentials.Count());
    }

    [Theory]
    [InlineData("http://10.0.0.1/x")]
    [InlineData("http://127.0.0.1/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://localhost./x")]
    [InlineData("ftp://cdn.content.example/x")]
    [InlineData("https://user:word@cdn.content.example/x")]
    [InlineData("http://")]
    public async Task CreateLink_ToWhereNothingIsFetchedFrom_IsMalformed(string location)
    {
        _server.LinkOf = _ => location;

        Assert.Equal(StorageError.Malformed, (await FailAsync()).Error);
        Assert.Single(_server.Web.Seen);
    }

    [Fact]
    public async Task CreateLink_ContentHostLeadsInside_IsMalformed()
    {
        _server.Content = _ => FakeWeb.Redirect("http://169.254.169.254/latest/");

        Assert.Equal(StorageError.Malformed, (await FailAsync()).Error);
        Assert.DoesNotContain(_server.Web.Seen, request => request.Uri.Host == "169.254.169.254");
    }

    [Fact]
    public async Task CreateLink_ContentHostsLeadInACircle_IsMalformed()
    {
        _server.Content = request => FakeWeb.Redirect(request.Uri.AbsoluteUri);

        Assert.Contains("on and on", (await FailAsync()).Message, StringComparison.Ordinal);
        Assert.InRange(_server.Web.Seen.Count, 2, 10);
    }

    [Fact]
    public async Task CreateLink_RedirectInsideTheDomain_HasThePasswordOnlyWhereItIsAskedFor()
    {
        _server.LinkOf = _ => "https://files.cloud.example/f";
        _server.Before = request => request.Uri.Host != "files.cloud.example" ? null
            : request.Headers.ContainsKey("Authorization") ? FakeWebDavServer.Part() : FakeWebDavServer.Status(401);

        var link = await _server.Drive().CreateLinkAsync(File, default, Cancellation);

        Assert.Equal("https://files.cloud.example/f", link.Location);
        Assert.NotNull(link.Authorization);
        _server.Before = request => request.Uri.Host == "files.cloud.example" ? FakeWebDavServer.Part() : null;
        Assert.Null((await _server.Drive().CreateLinkAsync(File, default, Cancellation)).Authorization);
    }

    [Fact]
    public async Task CreateLink_PageOfALogin_IsNoContent()
    {
        _server.LinkOf = _ => null;
        _server.Before = request => request.Method == "GET" ? FakeWebDavServer.Part(7000, "text/html") : null;

        Assert.Equal(StorageError.Malformed, (await FailAsync()).Error);
        Assert.NotNull(
            (await _server.Drive().CreateLinkAsync(File with { Id = RemoteId.FromPath("page.html"), Name = "page.html" },
                default, Cancellation)).Authorization);
    }

    [Fact]
    public async Task CreateLink_404AfterIdling_WakesTheServer()
    {
        var sleeps = true;
        _server.Before = request =>
        {
            sleeps &= request.Method != "PROPFIND";
            return sleeps ? FakeWebDavServer.Status(404) : null;
        };

        Assert.StartsWith(Cdn, (await _server.Drive().CreateLinkAsync(File, default, Cancellation)).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateLink_OfWhatIsAFolderByNow_IsAbsent() => Assert.Equal(
        StorageError.NotFound, (await FailAsync(File with { Id = RemoteId.FromPath("d") })).Error);

    [Fact]
    public async Task CreateLink_ContentHostCannotBeAsked_IsHandedOnForMinutes()
    {
        _server.Content = _ => throw new HttpRequestException("refused");

        Assert.StartsWith(Cdn, (await _server.Drive().CreateLinkAsync(File, default, Cancellation)).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateLink_Always_SendsThePasswordToTheServerAlone()
    {
        await _server.Drive().CreateLinkAsync(File, default, Cancellation);
        await _server.Drive(FakeWebDavServer.Options() with { Username = "" }).IsPublicAsync(File, Cancellation);

        Assert.All(_server.WithCredentials, request => Assert.Equal("webdav.cloud.example", request.Uri.Host));
        Assert.DoesNotContain(_server.Log.Lines, line => line.Text.Contains(FakeWebDavServer.Word, StringComparison.Ordinal));
    }

    private async Task<StorageException> FailAsync(RemoteItem? file = null) =>
        await Assert.ThrowsAsync<StorageException>(() => _server.Drive().CreateLinkAsync(file ?? File, default, Cancellation));
}
