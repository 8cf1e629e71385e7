using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Delivery.Proxy;

public sealed class ProxyDeliveryTests : IAsyncLifetime
{
    private const string Tree = """
        a.bin:300000:1709210096:{origin}/13/a.bin
        unknown.bin:{origin}/13/a.bin
        """;

    private DeliveryFixture _fixture = null!;

    public async ValueTask InitializeAsync() =>
        _fixture = await DeliveryFixture.StartAsync(Tree, ("Mounts:0:Delivery", "Proxy"), ("Probe:Enabled", "false"));

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Get_WholeFile_ComesWithTheTreesHeadersAndNoOthers()
    {
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/a.bin");
        var bytes = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(DeliveryFixture.Hash(DeliveryFixture.Bytes), DeliveryFixture.Hash(bytes));
        Assert.Equal(DeliveryFixture.Size, response.Content.Headers.ContentLength);
        Assert.Null(response.Headers.TransferEncodingChunked);
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1709210096), response.Content.Headers.LastModified);
        Assert.Equal("bytes", response.Headers.AcceptRanges.Single());
        Assert.Equal(["no-cache", "private"], response.Headers.CacheControl!.ToString().Split(", ").Order());
        Assert.Equal("proxy", response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
        var names = response.Headers.Concat(response.Content.Headers).Select(header => header.Key).Order();
        Assert.Equal(
            ["Accept-Ranges", "Cache-Control", "Content-Length", "Content-Security-Policy", "Content-Type", "Cross-Origin-Resource-Policy", "Date",
                "ETag", "Last-Modified", "X-Content-Type-Options", "X-Pan123Dav-Delivery"], names);
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 0)]
    [InlineData("bytes=100-199", 100, 199)]
    [InlineData("bytes=299990-", 299990, 299999)]
    [InlineData("bytes=299990-999999", 299990, 299999)]
    [InlineData("bytes=-5", 299995, 299999)]
    public async Task Get_Range_IsThatPart(string range, int first, int last)
    {
        foreach (var path in new[] { "/dav/a.bin", "/dav/unknown.bin" })
        {
            using var response = await _fixture.Gateway.SendAsync("GET", path, ("Range", range));

            Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
            Assert.Equal($"bytes {first}-{last}/300000", response.Content.Headers.ContentRange!.ToString());
            Assert.Equal(DeliveryFixture.Bytes[first..(last + 1)], await response.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory]
    [InlineData("bytes=300000-")]
    [InlineData("bytes=-0")]
    public async Task Get_RangeBeyondTheEnd_Is416WithTheLength(string range)
    {
        foreach (var path in new[] { "/dav/a.bin", "/dav/unknown.bin" })
        {
            using var response = await _fixture.Gateway.SendAsync("GET", path, ("Range", range));

            Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
            Assert.Equal("bytes */300000", response.Content.Headers.ContentRange!.ToString());
        }
    }

    [Theory]
    [InlineData("bytes=0-1,5-6")]
    [InlineData("bytes=x-")]
    [InlineData("lines=1-2")]
    public async Task Get_RangeOfSeveralPartsOrNonsense_IsTheWhole(string range)
    {
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/a.bin", ("Range", range));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(DeliveryFixture.Size, (await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Get_IfRange_IsHeldAgainstTheTree()
    {
        using var head = await _fixture.Gateway.SendAsync("HEAD", "/dav/a.bin");
        foreach (var (ifRange, expected) in new[]
        {
            (head.Headers.ETag!.ToString(), HttpStatusCode.PartialContent),
            ("Thu, 29 Feb 2024 12:34:56 GMT", HttpStatusCode.PartialContent),
            ("Thu, 29 Feb 2024 12:34:57 GMT", HttpStatusCode.OK),
            ("\"of-the-content-host\"", HttpStatusCode.OK),
            ("W/" + head.Headers.ETag, HttpStatusCode.OK),
        })
        {
            using var response = await _fixture.Gateway.SendAsync("GET", "/dav/a.bin", ("Range", "bytes=5-9"), ("If-Range", ifRange));

            Assert.Equal(expected, response.StatusCode);
        }
    }

    [Fact]
    public async Task Head_IsAnsweredFromTheTreeAndSaysProxy()
    {
        using var response = await _fixture.Gateway.SendAsync("HEAD", "/dav/a.bin");
        using var unchanged = await _fixture.Gateway.SendAsync("GET", "/dav/a.bin", ("If-None-Match", response.Headers.ETag!.ToString()));

        Assert.Equal(DeliveryFixture.Size, response.Content.Headers.ContentLength);
        Assert.Equal("proxy", response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal("proxy", unchanged.Headers.GetValues("X-Pan123Dav-Delivery").Single());
        Assert.Equal(0, _fixture.Origin.Requests.Total);
    }

    [Fact]
    public async Task Get_AnyHeaders_NoneOfTheClientsGoesOut()
    {
        using var response = await _fixture.Gateway.SendAsync(
            "GET", "/dav/a.bin", ("Cookie", "a=b"), ("Referer", "https://x/"), ("X-Forwarded-For", "1.2.3.4"), ("Forwarded", "for=1.2.3.4"), ("Via", "1.1 x"),
            ("User-Agent", "curious/1"), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("Accept-Encoding", "gzip"));
        await response.Content.CopyToAsync(Stream.Null);

        Assert.Equal(
            ["Accept-Encoding: identity", "Accept: */*", $"Host: {_fixture.Origin.Address.Authority}", "User-Agent: Pan123Dav"],
            _fixture.HeadersSeen.Order(StringComparer.Ordinal));
        Assert.Equal(0, _fixture.Origin.Requests.Refused);
    }

    [Fact]
    public async Task Get_BodyInARequestForAFile_StaysHere()
    {
        var response = await _fixture.Gateway.SendRawAsync("GET", "/dav/a.bin", "a body that nobody asked for", "Range: bytes=0-3");

        Assert.Equal(206, response.Status);
        Assert.Equal(1, _fixture.Origin.Requests.Count("/13/a.bin", "GET"));
    }

    [Fact]
    public async Task Get_ClientLeaves_StopsTheUpstream()
    {
        _fixture.Origin.Add("/13/a.bin", new EmulatorFile(EmulatorContent.PseudoRandom(10_000_000_000, 1), DeliveryFixture.Modified));
        using (var response = await _fixture.Gateway.SendAsync("GET", "/dav/unknown.bin"))
        {
            var stream = await response.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(new byte[100_000]);
        }

        await Eventually.HoldsAsync(() => _fixture.Origin.Requests.Running == 0);
        Assert.True(_fixture.Origin.Requests.BytesSent < 1_000_000_000);
    }

    [Fact]
    public async Task Get_ClientTakesNothingForLong_IsLetGoOf()
    {
        _fixture.Origin.Add("/13/a.bin", new EmulatorFile(EmulatorContent.PseudoRandom(10_000_000_000, 1), DeliveryFixture.Modified));
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/unknown.bin");

        await Eventually.HoldsAsync(() =>
        {
            _fixture.Gateway.Time.Advance(TimeSpan.FromMinutes(1));
            return _fixture.Origin.Requests.Running == 0;
        });
        Assert.True(_fixture.Origin.Requests.BytesSent < 1_000_000_000);
    }

    [Fact]
    public async Task Get_MoreStreamsThanAUserMay_Is429UntilOneEnds()
    {
        await using var fixture = await DeliveryFixture.StartAsync(
            Tree, ("Mounts:0:Delivery", "Proxy"), ("Delivery:MaxStreamsPerUser", "2"), ("Probe:Enabled", "false"));
        fixture.Origin.Add("/13/a.bin", new EmulatorFile(EmulatorContent.PseudoRandom(1_000_000_000, 1), DeliveryFixture.Modified));
        var first = await fixture.Gateway.SendAsync("GET", "/dav/unknown.bin");
        using var second = await fixture.Gateway.SendAsync("GET", "/dav/unknown.bin");
        using var third = await fixture.Gateway.SendAsync("GET", "/dav/unknown.bin");

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 5);
        first.Dispose();
        await Eventually.HoldsAsync(async () =>
        {
            using var again = await fixture.Gateway.SendAsync("GET", "/dav/unknown.bin", ("Range", "bytes=0-0"));
            return again.StatusCode == HttpStatusCode.PartialContent;
        });
    }

    [Fact]
    public async Task Get_ProxiedBytes_AreCountedInTheLog()
    {
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/a.bin", ("Range", "bytes=0-4999"));
        await response.Content.CopyToAsync(Stream.Null);

        await Eventually.HoldsAsync(() => _fixture.Gateway.LogText.Contains("(proxy): 5000 bytes", StringComparison.Ordinal));
        var line = Assert.Single(_fixture.Gateway.LogText.Split('\n'), line => line.Contains("/a.bin", StringComparison.Ordinal));
        Assert.EndsWith($", a link for 127.0.0.1: size {DeliveryFixture.Size}, 5000 bytes counted", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("davfs2/1.6.1 neon/0.32.2", "proxy")]
    [InlineData("cadaver/0.24 neon/0.32.2", "proxy")]
    [InlineData("WinSCP/6.3.4 neon/0.33.0", "proxy")]
    [InlineData("WinSCP/6.5", "proxy")]
    [InlineData("winscp/6.5", "proxy")]
    [InlineData("NetBox/24.12 neon/0.33.0", "proxy")]
    [InlineData("Some Program (Windows) NEON/0.30", "proxy")]
    [InlineData("neon/0.32.2", "proxy")]
    [InlineData("Mozilla/5.0 (compatible; like WinSCP/6.3)", "redirect")]
    [InlineData("RaiDrive/2024", "proxy")]
    [InlineData("Microsoft-WebDAV-MiniRedir/10.0.19045", "proxy")]
    [InlineData("rclone/v1.60", "redirect")]
    [InlineData("MyPlayer/1.0", "proxy")]
    [InlineData("", "redirect")]
    public async Task Get_Auto_GoesByTheClient(string userAgent, string expected)
    {
        await using var fixture = await DeliveryFixture.StartAsync(
            Tree, ("Clients:0:UserAgent", "myplayer/"), ("Clients:0:Delivery", "Proxy"), ("Probe:Enabled", "false"));
        foreach (var method in new[] { "GET", "HEAD" })
        {
            using var response = await fixture.Gateway.SendAsync(method, "/dav/a.bin", ("User-Agent", userAgent));

            Assert.Equal(expected, response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
            Assert.Equal(method == "GET" && expected == "redirect", response.StatusCode == HttpStatusCode.Redirect);
        }
    }

    [Fact]
    public async Task Get_ClientRule_WinsOverTheMount()
    {
        await using var fixture = await DeliveryFixture.StartAsync(
            Tree, ("Mounts:0:Delivery", "Proxy"), ("Clients:0:UserAgent", "rclone/"), ("Clients:0:Delivery", "redirect"), ("Probe:Enabled", "false"));
        using var response = await fixture.Gateway.SendAsync("GET", "/dav/a.bin", ("User-Agent", "rclone/v1.60"));

        Assert.Equal("redirect", response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
    }

    [Fact]
    public async Task Get_BuiltInRule_NeverShortensTheMountsDuration()
    {
        await using var fixture = await DeliveryFixture.StartAsync(Tree, ("Mounts:0:ValidDuration", "600"), ("Probe:Enabled", "false"));
        using var response = await fixture.Gateway.SendAsync("GET", "/dav/a.bin", ("User-Agent", "VLC/3.0.24"));

        var expires = fixture.Gateway.Time.GetUtcNow().AddMinutes(600).ToUnixTimeSeconds();
        Assert.Contains($"auth_key={expires}-", response.Headers.GetValues("Location").Single());
    }
}
