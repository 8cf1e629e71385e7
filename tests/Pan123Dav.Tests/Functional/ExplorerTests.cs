using System.Net;
using Pan123Dav.Tests.Delivery;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

/// <summary>
/// What Windows Explorer's WebClient sends, replayed from Microsoft's documents and published logs: OPTIONS without
/// credentials on / and the share, PROPFIND with an empty body and no slash at the end, <c>translate: f</c>, probes for
/// desktop.ini, GET of the whole file, and LOCK when Office opens a document.
/// </summary>
public sealed class ExplorerTests : IAsyncLifetime
{
    private const string Agent = "Microsoft-WebDAV-MiniRedir/10.0.19045";

    private DeliveryFixture _fixture = null!;

    public async ValueTask InitializeAsync() =>
        _fixture = await DeliveryFixture.StartAsync("Filme:\n  a.bin:300000:1709210096:{origin}/13/a.bin\n  Bericht.docx:300000:1709210096:{origin}/13/a.bin");

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Mapping_OptionsThenChallengeThenListing_Works()
    {
        foreach (var path in new[] { "/", "/dav" })
        {
            var options = await SendAsync("OPTIONS", path, authorized: false);
            Assert.Equal(200, options.Status);
            Assert.Contains("DAV: 1", options.Head, StringComparison.Ordinal);
            Assert.Contains("MS-Author-Via: DAV", options.Head, StringComparison.Ordinal);
            Assert.DoesNotContain("X-MSDAVEXT", options.Head, StringComparison.OrdinalIgnoreCase);
        }

        var stranger = await SendAsync("PROPFIND", "/dav", authorized: false, "Depth: 0", "translate: f");
        Assert.Equal(401, stranger.Status);
        Assert.Contains("WWW-Authenticate: Basic realm=\"Pan123Dav\"", stranger.Head, StringComparison.Ordinal);

        foreach (var (path, depth, members) in new[] { ("/dav", "0", 1), ("/dav", "1", 2), ("/dav/Filme", "0", 1), ("/dav/Filme", "1", 3) })
        {
            var listing = await SendAsync("PROPFIND", path, authorized: true, $"Depth: {depth}", "translate: f");
            Assert.Equal(207, listing.Status);
            Assert.Equal(members, listing.Body.Split("<D:response>").Length - 1);
            Assert.Contains("<D:resourcetype><D:collection/></D:resourcetype>", listing.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("Location:", listing.Head, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/dav/desktop.ini")]
    [InlineData("/dav/Filme/desktop.ini")]
    [InlineData("/dav/Filme/Thumbs.db")]
    [InlineData("/dav/Filme/folder.jpg")]
    public async Task Browsing_ProbesForWhatIsNotThere_ArePlain404(string path)
    {
        var answer = await SendAsync("PROPFIND", path, authorized: true, "Depth: 0", "translate: f");

        Assert.Equal(404, answer.Status);
    }

    [Fact]
    public async Task Opening_Get_BringsTheBytesThroughTheGateway()
    {
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/Filme/a.bin", ("User-Agent", Agent), ("translate", "f"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("proxy", response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
        Assert.Equal(300000, response.Content.Headers.ContentLength);
        Assert.Equal(DeliveryFixture.Hash(DeliveryFixture.Bytes),
            DeliveryFixture.Hash(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(0, _fixture.Origin.Requests.WithAuthorization);
    }

    [Theory]
    [InlineData("LOCK",
        """<?xml version="1.0" encoding="utf-8"?><D:lockinfo xmlns:D="DAV:">"""
        + """<D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockinfo>""")]
    [InlineData("UNLOCK", null)]
    [InlineData("PUT", "x")]
    [InlineData("PROPPATCH",
        """<D:propertyupdate xmlns:D="DAV:" xmlns:Z="urn:schemas-microsoft-com:">"""
        + """<D:set><D:prop><Z:Win32FileAttributes>00000020</Z:Win32FileAttributes></D:prop></D:set></D:propertyupdate>""")]
    public async Task Office_WantsToWrite_IsToldThatItCannot(string method, string? body)
    {
        var answer = await _fixture.Gateway.SendRawAsync(method, "/dav/Filme/Bericht.docx",
            body, $"User-Agent: {Agent}", "translate: f", "Timeout: Second-3600");

        Assert.Equal(405, answer.Status);
        Assert.Contains("Allow: OPTIONS, GET, HEAD, PROPFIND", answer.Head, StringComparison.Ordinal);
    }

    private Task<RawResponse> SendAsync(string method, string path, bool authorized, params string[] headers)
    {
        string[] all = [$"User-Agent: {Agent}", .. headers];
        return authorized
            ? _fixture.Gateway.SendRawAsync(method, path, "", all)
            : RawResponse.SendAsync(_fixture.Gateway.Address, method, path, "", all);
    }
}
