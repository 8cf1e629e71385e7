using System.Globalization;
using System.Net;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

public sealed class GetTests : IAsyncLifetime
{
    private const string Tree = """
        films:
          a.mkv:100:1694101621:https://vip.123pan.cn/13/films/a.mkv
          第 1 集.flac:https://vip.123pan.cn/13/音乐/第 1 集.flac
          q.bin:9:https://vip.123pan.cn/13/q.bin?x=1&y=%2F
        """;

    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(Tree);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Get_File_RedirectsToASignedLinkWithEmptyBody()
    {
        using var response = await _gateway.SendAsync("GET", "/dav/films/a.mkv");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(0, response.Content.Headers.ContentLength);
        var location = response.Headers.GetValues("Location").Single();
        var expires = _gateway.Time.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds();
        Assert.Matches($"^https://vip\\.123pan\\.cn/13/films/a\\.mkv\\?auth_key={expires}-[0-9a-f]{{32}}-13-[0-9a-f]{{32}}$", location);
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("redirect", response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
    }

    [Fact]
    public async Task Get_File_MayBeCachedByThatClientUntilAMinuteBeforeTheLinkExpires()
    {
        using var response = await _gateway.SendAsync("GET", "/dav/films/a.mkv");

        Assert.Equal("max-age=1740, private", string.Join(", ", response.Headers.CacheControl!.ToString().Split(", ").Order()));
        var until = _gateway.Time.GetUtcNow().AddMinutes(29).ToString("R", CultureInfo.InvariantCulture);
        Assert.Equal(until, response.Content.Headers.GetValues("Expires").Single());
    }

    [Theory]
    [InlineData("VLC/3.0.24 LibVLC/3.0.24", 240)]
    [InlineData("Lavf/59.27.100", 240)]
    [InlineData("libmpv", 240)]
    [InlineData("Mozilla/5.0 (X11)", 240)]
    [InlineData("Kodi/21.0", 240)]
    [InlineData("rclone/v1.60", 30)]
    public async Task Get_ByClient_LinkLivesAsItsRuleSays(string userAgent, int minutes)
    {
        using var response = await _gateway.SendAsync("GET", "/dav/films/a.mkv", ("User-Agent", userAgent));
        var expires = _gateway.Time.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds();

        Assert.Contains($"auth_key={expires}-", response.Headers.GetValues("Location").Single());
    }

    [Fact]
    public async Task Get_ByConfiguredClient_OwnersRuleComesFirst()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Clients:0:UserAgent", "vlc/"), ("Clients:0:ValidDuration", "5"));
        using var response = await gateway.SendAsync("GET", "/dav/films/a.mkv", ("User-Agent", "VLC/3.0.24"));

        Assert.Contains($"auth_key={gateway.Time.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds()}-", response.Headers.GetValues("Location").Single());
    }

    [Fact]
    public async Task Get_Twice_SignsFreshly()
    {
        using var first = await _gateway.SendAsync("GET", "/dav/films/a.mkv");
        using var second = await _gateway.SendAsync("GET", "/dav/films/a.mkv");

        Assert.NotEqual(first.Headers.GetValues("Location").Single(), second.Headers.GetValues("Location").Single());
    }

    [Fact]
    public async Task Get_RawChineseUrl_LocationIsEncodedAscii()
    {
        using var response = await _gateway.SendAsync("GET", "/dav/films/" + Uri.EscapeDataString("第 1 集.flac"));

        Assert.StartsWith(
            "https://vip.123pan.cn/13/%E9%9F%B3%E4%B9%90/%E7%AC%AC%201%20%E9%9B%86.flac?auth_key=", response.Headers.GetValues("Location").Single());
    }

    [Fact]
    public async Task Get_UrlWithQuery_KeepsItAndAppends()
    {
        using var response = await _gateway.SendAsync("GET", "/dav/films/q.bin");

        Assert.StartsWith("https://vip.123pan.cn/13/q.bin?x=1&y=%2F&auth_key=", response.Headers.GetValues("Location").Single());
    }

    [Fact]
    public async Task Get_WithRange_IsStillARedirect()
    {
        using var response = await _gateway.SendAsync("GET", "/dav/films/a.mkv", ("Range", "bytes=0-"));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task Head_File_IsAnsweredFromTheTree()
    {
        using var response = await _gateway.SendAsync("HEAD", "/dav/films/a.mkv");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Location"));
        Assert.Equal(100, response.Content.Headers.ContentLength);
        Assert.Equal("video/x-matroska", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1694101621), response.Content.Headers.LastModified);
        Assert.Equal("bytes", response.Headers.AcceptRanges.Single());
        Assert.False(response.Headers.ETag!.IsWeak);
    }

    [Fact]
    public async Task Head_FileOfUnknownLength_HasNone()
    {
        using var response = await _gateway.SendAsync("HEAD", "/dav/films/" + Uri.EscapeDataString("第 1 集.flac"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Conditional_ThatHolds_Is304(string method)
    {
        using var head = await _gateway.SendAsync("HEAD", "/dav/films/a.mkv");
        var tag = head.Headers.ETag!.ToString();
        foreach (var (name, value) in new[]
        {
            ("If-None-Match", tag), ("If-None-Match", $"\"x\", W/{tag}"), ("If-None-Match", "*"),
            ("If-Modified-Since", "Thu, 07 Sep 2023 15:47:01 GMT"), ("If-Modified-Since", "Fri, 08 Sep 2023 00:00:00 GMT"),
        })
        {
            using var response = await _gateway.SendAsync(method, "/dav/films/a.mkv", (name, value));

            Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
            Assert.Equal(tag, response.Headers.ETag!.ToString());
            Assert.False(response.Headers.Contains("Location"));
        }
    }

    [Theory]
    [InlineData("If-None-Match", "\"other\"")]
    [InlineData("If-None-Match", "garbage")]
    [InlineData("If-Modified-Since", "Thu, 07 Sep 2023 15:47:00 GMT")]
    [InlineData("If-Modified-Since", "yesterday")]
    [InlineData("If-Match", "\"of-the-content-host\"")]
    public async Task Conditional_ThatDoesNotHold_IsARedirect(string name, string value)
    {
        using var response = await _gateway.SendAsync("GET", "/dav/films/a.mkv", (name, value));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task Get_CollectionForABrowser_IsAPageUnderAStrictPolicy()
    {
        using var response = await _gateway.SendAsync("GET", "/dav/films", ("Accept", "text/html,*/*;q=0.8"), ("Accept-Language", "zh-CN,zh;q=0.9"));
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("<html lang=\"zh-CN\">", html);
        Assert.Contains("<a href=\"/dav/films/a.mkv\">a.mkv</a>", html);
        Assert.Contains("100 B", html);
        Assert.Contains("<time datetime=\"2023-09-07T15:47:01Z\">2023-09-07 15:47</time>", html);
        Assert.Contains("<a href=\"/dav/\">首页</a>", html);
    }

    [Theory]
    [InlineData("/dav")]
    [InlineData("/dav/films/")]
    [InlineData("/")]
    public async Task Head_Collection_Is200(string path)
    {
        using var response = await _gateway.SendAsync("HEAD", path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Get_Unknown_IsAShort404()
    {
        using var response = await _gateway.SendAsync("GET", "/dav/nothing");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.True((await response.Content.ReadAsStringAsync()).Length < 300);
    }
}
