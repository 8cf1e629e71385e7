using System.Net;

namespace Pan123Dav.Storage.Tests.WebApi;

public sealed class LinkChainTests : LinkChainTest
{
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
