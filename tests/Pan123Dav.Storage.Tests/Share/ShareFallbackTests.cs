using System.Text.Json.Nodes;
using Pan123Dav.Storage.Remote.Listings;
using Pan123Dav.Storage.Share;
using Pan123Dav.Storage.Tests.WebApi;

namespace Pan123Dav.Storage.Tests.Share;

/// <summary>The second of 123's web hosts, its newer endpoint of links, and risk control (50002).</summary>
public sealed class ShareFallbackTests : ShareTest
{
    private const string Usual = "yun.123pan.com";
    private const string Other = "api.123278.com";
    private static readonly RemoteItem File = new(7, "a.mkv", false, 123, "0123456789abcdef0123456789abcdef", "13-0", null);
    private static readonly LinkRequest Renewal = new(default(LinkLifetime).Renewed());

    [Theory]
    [InlineData("page")]
    [InlineData("moved")]
    [InlineData("away")]
    public async Task ReadPage_UsualHostDoesNotServe_AsksTheOtherForAWhile(string fault)
    {
        _drive.AddFile(0, "a.mkv");
        _drive.Before = request => request.Uri.Host == Usual ? Fail(fault) : null;
        var drive = Create();

        Assert.Single((await drive.ReadPageAsync(0, null, Cancellation)).Items);
        var asked = Count(Usual);
        Assert.Single((await drive.ReadPageAsync(0, null, Cancellation)).Items);
        Assert.Equal((asked, 2), (Count(Usual), Count(Other)));
        Assert.StartsWith("/b/api/share/get", _drive.Web.Seen[^1].Uri.AbsolutePath, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(11));
        _drive.Before = _ => null;
        await drive.ReadPageAsync(0, null, Cancellation);
        Assert.Equal(asked + 1, Count(Usual));
    }

    [Fact]
    public async Task ReadPage_HostOfTheOwnersOwn_HasNoOther()
    {
        _drive.Before = _ => Fail("page");

        await Assert.ThrowsAsync<StorageException>(
            () => Create(Options() with { BaseUrl = new Uri("https://mirror.example") }).ReadPageAsync(0, null, Cancellation));
        Assert.Equal((1, 0), (Count("mirror.example"), Count(Other)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(404)]
    public async Task CreateLink_OlderEndpointIsGone_AsksTheNewer(int status)
    {
        _drive.Before = request => request.Uri.AbsolutePath.EndsWith("/b/api/share/download/info", StringComparison.Ordinal)
            ? status == 0 ? FakeWeb.Json("<html>404</html>", 404) : FakeWeb.Fault(404, "gone", status)
            : Newer(request);

        var link = await Create(Options() with { ShareKey = "nbicMh-Z27Xh", SharePassword = Word, AccessToken = Token }).CreateLinkAsync(File,
            default, Cancellation);

        Assert.Equal("https://cdn.example/file?t=1700003600", link.Location);
        Assert.Equal(ShareSite.GetAddress("nbicMh-Z27Xh"), link.Referer);
        var asked = _drive.Web.Seen.Single(request => request.Uri.AbsolutePath == "/b/api/v2/share/download/info");
        Assert.Equal((link.Referer, "Bearer " + Token), (asked.Headers["Referer"], asked.Headers["Authorization"]));
        Assert.True(JsonNode.DeepEquals(
            new JsonObject { ["ShareKey"] = "nbicMh-Z27Xh", ["SharePwd"] = Word, ["FileID"] = 7, ["S3keyFlag"] = "13-0", ["Size"] = 123, ["Etag"] = File.Md5 },
            JsonNode.Parse(asked.Body)));
    }

    [Theory]
    [InlineData(5112, StorageError.SignInRequired, 0)]
    [InlineData(5113, StorageError.TrafficUsedUp, 0)]
    [InlineData(404, StorageError.NotFound, 1)]
    public async Task CreateLink_NewerKnowsNoMore_IsTheFaultOfTheOlder(int code, StorageError error, int newer)
    {
        _drive.Before = request => request.Uri.AbsolutePath.EndsWith("download/info", StringComparison.Ordinal) ? FakeWeb.Fault(code, "no") : null;

        Assert.Equal(error, (await Assert.ThrowsAsync<StorageException>(() => Create().CreateLinkAsync(File, default, Cancellation))).Error);
        Assert.Equal(newer, _drive.Web.Count("/b/api/v2/share/download/info"));
    }

    [Theory]
    [InlineData("{\"code\":1010,\"message\":\"download err: 50002\"}")]
    [InlineData("{\"code\":50002,\"message\":\"\"}")]
    public async Task CreateLink_RiskControlRefusesTheRenewal_TakesTheOtherHostsAndCoolsDown(string refusal)
    {
        var drive = Create();
        var links = 0;
        _drive.Before = request =>
        {
            // A content host tells by whose ticket it is.
            if (request.Uri.Host == "cdn.example")
            {
                return links > 1 ? Bytes() : FakeWeb.Json(refusal, 403);
            }

            links += request.Uri.AbsolutePath.EndsWith("download/info", StringComparison.Ordinal) && request.Uri.Host == Other ? 2 : 0;
            return null;
        };
        await drive.CreateLinkAsync(File, default, Cancellation);

        var link = await drive.CreateLinkAsync(File, Renewal, Cancellation);

        Assert.StartsWith(FakeWebDrive.Content, link.Location, StringComparison.Ordinal);
        Assert.Equal((2, 1), (CountLinks(Usual), CountLinks(Other)));
        await drive.CreateLinkAsync(File with { Id = 8 }, default, Cancellation);
        Assert.Equal((2, 2), (CountLinks(Usual), CountLinks(Other)));
        _time.Advance(TimeSpan.FromMinutes(6));
        await drive.CreateLinkAsync(File with { Id = 9 }, default, Cancellation);
        Assert.Equal(3, CountLinks(Usual));
    }

    [Fact]
    public async Task CreateLink_RiskControlRefusesBothHosts_IsNotAskedForUntilItCooledDown()
    {
        var drive = Create();
        _drive.Before = request => request.Uri.Host == "cdn.example" ? FakeWeb.Json("{\"code\":1010,\"message\":\"download err: 50002\"}", 403) : null;
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(StorageError.Forbidden, (await Assert.ThrowsAsync<StorageException>(() => drive.CreateLinkAsync(File, Renewal, Cancellation))).Error);
        }

        Assert.Equal((1, 2), (CountLinks(Usual), CountLinks(Other)));
        var asked = _drive.Web.Seen.Count;

        var fault = await Assert.ThrowsAsync<StorageException>(() => drive.CreateLinkAsync(File, default, Cancellation));

        Assert.Equal((StorageError.Throttled, asked), (fault.Error, _drive.Web.Seen.Count));
        Assert.InRange(fault.RetryAfter!.Value, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        _time.Advance(TimeSpan.FromMinutes(6));
        _drive.Before = _ => null;
        await drive.CreateLinkAsync(File, default, Cancellation);
    }

    [Theory]
    [InlineData("v-x", "https://1.share.123pan.cn/123pan/v-x")]
    [InlineData("Tv-x", "https://62.share.123pan.cn/123pan/Tv-x")]
    [InlineData("T-x", null)]
    [InlineData("-x", null)]
    [InlineData("abc", null)]
    [InlineData("a_b-x", null)]
    [InlineData("aaaaaaaaaa-x", null)]
    public void ShareSite_Key_HasTheAccountsHost(string key, string? expected) => Assert.Equal(expected, ShareSite.GetAddress(key));

    private int Count(string host) => _drive.Web.Seen.Count(request => request.Uri.Host == host);

    private int CountLinks(string host) =>
        _drive.Web.Seen.Count(request => request.Uri.Host == host && request.Uri.AbsolutePath.EndsWith("download/info", StringComparison.Ordinal));

    private static HttpResponseMessage Fail(string fault) => fault switch
    {
        "page" => FakeWeb.Json("<html>123 has moved</html>"),
        "moved" => FakeWeb.Redirect("https://elsewhere.example/"),
        _ => throw new HttpRequestException("away"),
    };

    private static HttpResponseMessage? Newer(SeenRequest request) => request.Uri.AbsolutePath == "/b/api/v2/share/download/info"
        ? FakeWeb.Data(
            new JsonObject { ["dispatchList"] = new JsonArray(new JsonObject { ["prefix"] = "https://cdn.example" }), ["downloadPath"] = "/file?t=1700003600" })
        : null;

    private static HttpResponseMessage Bytes()
    {
        var response = new HttpResponseMessage(System.Net.HttpStatusCode.PartialContent) { Content = new ByteArrayContent([1]) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
        return response;
    }
}
