using System.Net;

namespace Pan123Dav.Tests.Delivery;

/// <summary>Conditions of GET and HEAD where the gateway sends the content, and where it redirects.</summary>
public sealed class ConditionTests : IAsyncLifetime
{
    private const string Modified = "Thu, 29 Feb 2024 12:34:56 GMT";
    private const string Before = "Thu, 29 Feb 2024 12:34:55 GMT";
    private const string After = "Thu, 26 Nov 2026 00:00:00 GMT";

    private const string Tree = """
        known.bin:300000:1709210096:{origin}/13/a.bin
        timeless.bin:300000:{origin}/13/a.bin
        unknown.bin:{origin}/13/a.bin
        """;

    private DeliveryFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await DeliveryFixture.StartAsync(
        Tree, ("Probe:Enabled", "false"), ("Clients:0:UserAgent", "proxy"), ("Clients:0:Delivery", "Proxy"),
        ("Clients:1:UserAgent", "redirect"), ("Clients:1:Delivery", "Redirect"));

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("If-Match", "\"other\"", true)]
    [InlineData("If-Match", "W/{tag}", true)]
    [InlineData("If-Match", "garbage", true)]
    [InlineData("If-Match", "{tag}", false)]
    [InlineData("If-Match", "\"other\", {tag}", false)]
    [InlineData("If-Match", "*", false)]
    [InlineData("If-Unmodified-Since", Before, true)]
    [InlineData("If-Unmodified-Since", Modified, false)]
    [InlineData("If-Unmodified-Since", After, false)]
    [InlineData("If-Unmodified-Since", "yesterday", false)]
    public async Task Condition_OnTheVersion_Is412UnderProxyAndIgnoredByARedirect(string name, string value, bool fails)
    {
        value = value.Replace("{tag}", await TagAsync("known.bin"), StringComparison.Ordinal);
        foreach (var method in new[] { "GET", "HEAD" })
        {
            using var proxied = await _fixture.Gateway.SendAsync(method, "/dav/known.bin", ("User-Agent", "proxy"), ("Range", "bytes=500-599"), (name, value));
            using var redirected = await _fixture.Gateway.SendAsync(method, "/dav/known.bin", ("User-Agent", "redirect"), (name, value));

            var good = method == "GET" ? HttpStatusCode.PartialContent : HttpStatusCode.OK;
            Assert.Equal(fails ? HttpStatusCode.PreconditionFailed : good, proxied.StatusCode);
            Assert.Equal("proxy", proxied.Headers.GetValues("X-Pan123Dav-Delivery").Single());
            Assert.Equal(method == "GET" ? HttpStatusCode.Found : HttpStatusCode.OK, redirected.StatusCode);
        }

        Assert.Equal(fails ? 0 : 1, _fixture.Origin.Requests.Total);
    }

    [Fact]
    public async Task IfMatch_Holds_IfUnmodifiedSinceIsNotLookedAt()
    {
        using var response = await _fixture.Gateway.SendAsync(
            "HEAD", "/dav/known.bin", ("User-Agent", "proxy"), ("If-Match", await TagAsync("known.bin")), ("If-Unmodified-Since", Before));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task IfMatch_FileWasExchanged_ADownloadIsNotGluedFromTwo()
    {
        var before = await TagAsync("known.bin");
        await _fixture.Gateway.ReloadAsync(("Pan123Dav:Mounts:0:OriginUrls", $"known.bin:299999:1709210096:{_fixture.Origin.Address}13/a.bin"));
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/known.bin", ("User-Agent", "proxy"), ("Range", "bytes=500-"), ("If-Match", before));

        Assert.Equal(HttpStatusCode.PreconditionFailed, response.StatusCode);
    }

    [Theory]
    [InlineData("timeless.bin")]
    [InlineData("unknown.bin")]
    public async Task Times_Unknown_TakePartInNothing(string name)
    {
        foreach (var agent in new[] { "proxy", "redirect" })
        {
            foreach (var time in new[] { After, "Sat, 01 Jan 2000 00:00:00 GMT" })
            {
                using var get = await SendAsync("GET", name, agent, ("If-Modified-Since", time));
                Assert.Equal(agent == "proxy" ? HttpStatusCode.OK : HttpStatusCode.Found, get.StatusCode);
                Assert.Null(get.Content.Headers.LastModified);
                using var head = await SendAsync("HEAD", name, agent, ("If-Modified-Since", time));
                Assert.Equal(HttpStatusCode.OK, head.StatusCode);
                Assert.Null(head.Content.Headers.LastModified);
            }

            using var unmodified = await SendAsync("HEAD", name, agent, ("If-Unmodified-Since", "Fri, 31 Dec 1999 23:59:59 GMT"));
            Assert.Equal(HttpStatusCode.OK, unmodified.StatusCode);
            using var notModified = await SendAsync("GET", name, agent, ("If-None-Match", await TagAsync(name)));
            Assert.Equal(HttpStatusCode.NotModified, notModified.StatusCode);
            Assert.Null(notModified.Content.Headers.LastModified);
        }

        using var part = await SendAsync("GET", name, "proxy", ("If-Range", "Sat, 01 Jan 2000 00:00:00 GMT"), ("Range", "bytes=500-"));
        Assert.Equal(HttpStatusCode.OK, part.StatusCode);
        var listed = await _fixture.Gateway.ListAsync("/dav/" + name, "0");
        Assert.Equal("Sat, 01 Jan 2000 00:00:00 GMT", listed.Single()["getlastmodified"]);
    }

    [Fact]
    public async Task Answers_OfOurs_MustBeAskedForAgain()
    {
        var tag = await TagAsync("known.bin");
        foreach (var (method, path, agent, status, headers) in new (string, string, string, HttpStatusCode, (string, string)[])[]
        {
            ("GET", "known.bin", "proxy", HttpStatusCode.OK, []),
            ("GET", "known.bin", "proxy", HttpStatusCode.PartialContent, [("Range", "bytes=0-9")]),
            ("GET", "known.bin", "proxy", HttpStatusCode.RequestedRangeNotSatisfiable, [("Range", "bytes=-0")]),
            ("GET", "known.bin", "redirect", HttpStatusCode.RequestedRangeNotSatisfiable, [("Range", "bytes=-0")]),
            ("GET", "known.bin", "proxy", HttpStatusCode.NotModified, [("If-None-Match", tag)]),
            ("GET", "known.bin", "redirect", HttpStatusCode.NotModified, [("If-None-Match", tag)]),
            ("HEAD", "known.bin", "proxy", HttpStatusCode.OK, []),
            ("HEAD", "known.bin", "redirect", HttpStatusCode.OK, []),
            ("GET", "", "redirect", HttpStatusCode.OK, []),
            ("HEAD", "", "redirect", HttpStatusCode.OK, []),
        })
        {
            using var response = await SendAsync(method, path, agent, headers);

            Assert.Equal(status, response.StatusCode);
            Assert.Equal("no-cache, private", string.Join(", ", response.Headers.CacheControl!.ToString().Split(", ").Order()));
        }

        using var listing = await _fixture.Gateway.PropFindAsync("/dav/");
        Assert.Equal("no-cache, private", string.Join(", ", listing.Headers.CacheControl!.ToString().Split(", ").Order()));
    }

    private Task<HttpResponseMessage> SendAsync(string method, string name, string agent, params (string Name, string Value)[] headers) =>
        _fixture.Gateway.SendAsync(method, "/dav/" + name, [("User-Agent", agent), .. headers]);

    private async Task<string> TagAsync(string name)
    {
        using var head = await _fixture.Gateway.SendAsync("HEAD", "/dav/" + name);
        return head.Headers.ETag!.ToString();
    }
}
