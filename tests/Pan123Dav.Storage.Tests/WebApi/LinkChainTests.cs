using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Storage.WebApi;

namespace Pan123Dav.Storage.Tests.WebApi;

public sealed class LinkChainTests
{
    private const string Content = "https://cdn.example/a.mkv?v=5&t=1700003600&s=5ecret";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private static readonly Uri BaseUrl = new("https://site.example/b/api");

    [Theory]
    [InlineData("302")]
    [InlineData("200")]
    [InlineData("210")]
    public async Task FollowAsync_EachFormOfAnswer_GivesTheContentWithTheRefererOfTheFirstAddress(string form)
    {
        var web = new FakeWeb(_ => Leads(form, Content));

        var link = await FollowAsync(web, Wrap("https://hop.example/1?auto_redirect=0"));

        Assert.Equal(Content, link.Link.Location);
        Assert.Equal("https://download.example:8443/", link.Link.Referer);
        Assert.Equal(Now.AddHours(1), link.Link.Expires);
        Assert.InRange(link.Until, Now.AddMinutes(50), Now.AddMinutes(59.5));
        var asked = Assert.Single(web.Seen);
        Assert.Equal(("GET", "https://hop.example/1?auto_redirect=0", "https://site.example/"),
            (asked.Method, asked.Uri.OriginalString, asked.Headers["Referer"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task FollowAsync_ChainOfSteps_IsFollowedToTheContent(int steps)
    {
        var web = new FakeWeb(
            request => GetStep(request) == steps ? Leads("210", Content) : Leads(GetStep(request) % 2 == 0 ? "302" : "200", Step(GetStep(request) + 1)));

        var link = await FollowAsync(web, Wrap(Step(1)));

        Assert.Equal(Content, link.Link.Location);
        Assert.Equal(steps, web.Seen.Count);
        Assert.All(web.Seen, request => Assert.Equal("https://site.example/", request.Headers["Referer"]));
    }

    [Fact]
    public async Task FollowAsync_MoreThanFiveSteps_IsGivenUp()
    {
        var web = new FakeWeb(request => Leads("302", Step(GetStep(request) + 1)));

        await AssertFaultAsync(web, Wrap(Step(1)), StorageError.Malformed, "leads on and on");

        Assert.Equal(5, web.Seen.Count);
    }

    [Fact]
    public async Task FollowAsync_NextAddressWrappedAsWell_IsUnwrapped()
    {
        var web = new FakeWeb(request => Leads("302", GetStep(request) == 1 ? Wrap(Step(2)) : Content));

        Assert.Equal(Content, (await FollowAsync(web, Wrap(Step(1)))).Link.Location);
        Assert.Equal([Step(1), Step(2)], web.Seen.Select(request => request.Uri.OriginalString));
    }

    [Fact]
    public async Task FollowAsync_ContentWrappedInTheLastStep_IsNotFetched()
    {
        var web = new FakeWeb(_ => Leads("200", Wrap(Content)));

        Assert.Equal(Content, (await FollowAsync(web, Wrap(Step(1)))).Link.Location);
        Assert.Single(web.Seen);
    }

    [Fact]
    public async Task FollowAsync_AddressThatIsNotWrapped_IsTheFirstStep()
    {
        var web = new FakeWeb(_ => Leads("302", Content));

        Assert.Equal((Content, "https://hop.example/"), await FollowAsync(web, Step(1)) is var kept ? (kept.Link.Location, kept.Link.Referer) : default);
    }

    [Fact]
    public async Task FollowAsync_RelativeLocation_IsTakenAgainstTheStep()
    {
        var web = new FakeWeb(_ => Leads("302", "/a.mkv?t=1700003600"));

        Assert.Equal("https://hop.example/a.mkv?t=1700003600", (await FollowAsync(web, Wrap(Step(1)))).Link.Location);
    }

    [Fact]
    public async Task FollowAsync_AddressThatAnswersWithContent_IsTheLinkAndIsNotRead()
    {
        var body = new UnreadStream();
        var web = new FakeWeb(
            _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) { Headers = { { "Content-Type", "video/x-matroska" } } } });

        var link = await FollowAsync(web, Wrap("https://cdn.example/a.mkv?x=1"));

        Assert.Equal("https://cdn.example/a.mkv?x=1", link.Link.Location);
        Assert.False(body.WasRead);
    }

    [Fact]
    public async Task FollowAsync_UnmarkedAddressThatWantsAnotherReferer_IsTheContent()
    {
        var web = new FakeWeb(
            request => request.Uri.Host == "hop.example" ? Leads("302", "https://cdn.example/a.mkv") : FakeWeb.Fault(1010, "no referer", 403));

        var link = await FollowAsync(web, Wrap(Step(1)));

        Assert.Equal("https://cdn.example/a.mkv", link.Link.Location);
        Assert.Equal(Now.AddMinutes(10), link.Link.Expires);
    }

    [Theory]
    [InlineData(1010, "download err: 50001")]
    [InlineData(1010, "download err: 50002")]
    [InlineData(1010, "forbidden realc:Beijing arg_c:Wuhan")]
    [InlineData(50001, "download err")]
    [InlineData(50002, "")]
    public async Task FollowAsync_ContentThatIsRefusedWhateverTheReferer_IsForbidden(int code, string message)
    {
        var web = new FakeWeb(request => request.Uri.Host == "hop.example" ? Leads("302", "https://cdn.example/a.mkv") : FakeWeb.Fault(code, message, 403));

        Assert.Equal(StorageError.Forbidden, (await Assert.ThrowsAsync<StorageException>(() => FollowAsync(web, Wrap(Step(1))))).Error);
    }

    [Fact]
    public async Task FollowAsync_ContentThatIsWrappedAtOnce_IsKnownByTheRefererThatItWants()
    {
        var web = new FakeWeb(_ => FakeWeb.Fault(1010, "no referer", 403));

        Assert.Equal(Content, (await FollowAsync(web, Wrap(Content))).Link.Location);
    }

    [Fact]
    public async Task FollowAsync_AnswerThatIsLostOnce_IsAskedForAgain()
    {
        var times = 0;
        var web = new FakeWeb(_ => ++times == 1 ? throw new HttpRequestException("gone") : Leads("302", Content));

        Assert.Equal(Content, (await FollowAsync(web, Wrap(Step(1)))).Link.Location);
    }

    [Theory]
    [InlineData(403, """{"code":403,"message":"forbidden"}""", StorageError.Forbidden)]
    [InlineData(403, """{"code":1010,"message":"x"}""", StorageError.Forbidden)]
    [InlineData(403, """{"code":5113,"message":"x"}""", StorageError.TrafficUsedUp)]
    [InlineData(403, "{}", StorageError.Forbidden)]
    [InlineData(403, "<html>no</html>", StorageError.Forbidden)]
    [InlineData(403, "not json", StorageError.Forbidden)]
    [InlineData(404, "", StorageError.NotFound)]
    [InlineData(410, "{}", StorageError.NotFound)]
    [InlineData(429, "", StorageError.Throttled)]
    [InlineData(500, "", StorageError.Unavailable)]
    [InlineData(400, "", StorageError.Malformed)]
    [InlineData(200, "", StorageError.Malformed)]
    [InlineData(200, "<html>200</html>", StorageError.Malformed)]
    [InlineData(200, "{", StorageError.Malformed)]
    [InlineData(200, "[]", StorageError.Malformed)]
    [InlineData(200, "null", StorageError.Malformed)]
    [InlineData(200, """{"data":null}""", StorageError.Malformed)]
    [InlineData(200, """{"data":{"redirect_url":""}}""", StorageError.Malformed)]
    [InlineData(200, """{"data":{"redirect_url":{"a":1}}}""", StorageError.Malformed)]
    [InlineData(200, """{"data":{"redirect_url":"\ud800"}}""", StorageError.Malformed)]
    [InlineData(210, """{"data":{"redirect_url":"file:///etc/passwd"}}""", StorageError.Malformed)]
    [InlineData(210, """{"data":{"redirect_url":"https://u:p@cdn.example/"}}""", StorageError.Malformed)]
    public async Task FollowAsync_AnswerThatIsNoWay_IsAFaultThatTellsNoAddress(int status, string body, StorageError error) =>
        await AssertFaultAsync(new FakeWeb(_ => FakeWeb.Json(body, status)), Wrap(Step(1)), error, "share/download/info");

    [Fact]
    public async Task FollowAsync_RedirectWithoutLocation_IsAFault() =>
        await AssertFaultAsync(new FakeWeb(_ => new HttpResponseMessage(HttpStatusCode.Found)), Wrap(Step(1)), StorageError.Malformed, "leads to no");

    [Fact]
    public async Task FollowAsync_EndlessAnswer_IsGivenUp() =>
        await AssertFaultAsync(new FakeWeb(_ => FakeWeb.Json(new string(' ', 200_000))), Wrap(Step(1)), StorageError.Malformed, "larger than any should be");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("ftp://download.example/?params=x")]
    [InlineData("https://download.example/?params=bm9uc2Vuc2U")]
    public async Task FollowAsync_NoAddressToBeginWith_IsAFault(string? downloadUrl)
    {
        var web = new FakeWeb(_ => Leads("302", Content));

        await AssertFaultAsync(web, downloadUrl, StorageError.Malformed, "address");

        Assert.Empty(web.Seen);
    }

    [Theory]
    [InlineData("http://127.0.0.1/a?t=1700003600")]
    [InlineData("http://127.0.0.1:8080/a?auto_redirect=0")]
    [InlineData("http://10.0.0.1/a?t=1700003600")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]/a?t=1700003600")]
    [InlineData("http://[::ffff:192.168.0.1]/a")]
    [InlineData("http://localhost/a")]
    [InlineData("http://2130706433/a")]
    public async Task FollowAsync_PrivateAddress_IsNeitherAskedNorHandedOut(string inner)
    {
        var web = new FakeWeb(_ => Leads("302", inner));
        await AssertFaultAsync(web, Wrap(Step(1)), StorageError.Malformed, "this machine or its network");
        Assert.Single(web.Seen);

        await AssertFaultAsync(web, Wrap(inner), StorageError.Malformed, "this machine or its network");
        Assert.Single(web.Seen);
    }

    [Fact]
    public async Task FollowAsync_PrivateHostOfTheOwnersBaseUrl_IsAllowedAtAnyPort()
    {
        var web = new FakeWeb(request => Leads("302", "http://127.0.0.1:9/a?t=1700003600"));

        var link = await FollowAsync(web, Wrap("http://127.0.0.1:8/1?auto_redirect=0"), new Uri("http://127.0.0.1:7/"));

        Assert.Equal("http://127.0.0.1:9/a?t=1700003600", link.Link.Location);
    }

    private static string Step(int number) => $"https://hop.example/{number}?auto_redirect=0";

    private static int GetStep(SeenRequest request) => request.Uri.AbsolutePath[1] - '0';

    private static string Wrap(string address) =>
        "https://download.example:8443/download-v2/"
        + $"?params={Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(address)).TrimEnd('='))}&is_s3=0";

    private static HttpResponseMessage Leads(string form, string address) => form == "302"
        ? FakeWeb.Redirect(address)
        : FakeWeb.Json($$$"""{"code":0,"data":{"redirect_url":"{{{address}}}"}}""", int.Parse(form, System.Globalization.CultureInfo.InvariantCulture));

    private static Task<CachedLink> FollowAsync(FakeWeb web, string? downloadUrl, Uri? baseUrl = null) =>
        new LinkChain(web.Services(new FakeTimeProvider(Now)), baseUrl ?? BaseUrl, FakeWeb.Limits with { RetryDelay = TimeSpan.Zero })
            .FollowAsync("share/download/info", new DownloadLocation { DownloadUrl = downloadUrl }, TestContext.Current.CancellationToken);

    private static async Task AssertFaultAsync(FakeWeb web, string? downloadUrl, StorageError error, string message)
    {
        var fault = await Assert.ThrowsAsync<StorageException>(() => FollowAsync(web, downloadUrl));

        Assert.Equal(error, fault.Error);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hop.example", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("params", fault.ToString(), StringComparison.Ordinal);
    }

    private sealed class UnreadStream : MemoryStream
    {
        public bool WasRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            WasRead = true;
            return new(0);
        }
    }
}
