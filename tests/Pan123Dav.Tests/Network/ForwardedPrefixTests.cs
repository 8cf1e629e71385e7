using CsCheck;
using Pan123Dav.Network;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Network;

[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class ForwardedPrefixTests
{
    private const string Tree = "films:\n  a b.mkv:100:1694101621:https://vip.123pan.cn/13/a.mkv";

    [Theory]
    [InlineData("/drive", "/drive")]
    [InlineData("/drive/", "/drive")]
    [InlineData("//drive//x/", "/drive/x")]
    [InlineData("/%E7%9B%98/a%20b", "/盘/a b")]
    [InlineData("/a&b'c", "/a&b'c")]
    [InlineData("/", "")]
    [InlineData("", "")]
    [InlineData("drive", "")]
    [InlineData("/a/../b", "")]
    [InlineData("/a/%2e%2E", "")]
    [InlineData("/./a", "")]
    [InlineData("/a%2Fb", "")]
    [InlineData("/a%00", "")]
    [InlineData("/a%ff", "")]
    [InlineData("/a%4", "")]
    [InlineData("/a?b", "")]
    [InlineData("/a#b", "")]
    [InlineData("/a, /b", "")]
    [InlineData("/\"><script>", "")]
    [InlineData("http://evil.example/", "")]
    [InlineData("/盘", "")]
    public void Parse_Header_GivesADecodedPathOrNothing(string header, string prefix) => Assert.Equal(prefix, ForwardedPrefix.Parse(header).Value ?? "");

    [Fact]
    public void Parse_TwoLinesOrAVeryLongOne_GivesNothing()
    {
        Assert.False(ForwardedPrefix.Parse(new Microsoft.Extensions.Primitives.StringValues(["/a", "/b"])).HasValue);
        Assert.False(ForwardedPrefix.Parse("/" + new string('a', 2000)).HasValue);
    }

    [Fact]
    public void Parse_AnyText_GivesAnAbsolutePathOrNothing() => Gen.String.Sample(text =>
    {
        var prefix = ForwardedPrefix.Parse("/" + text).Value ?? "";
        Assert.True(prefix.Length == 0 || (prefix[0] == '/' && prefix[^1] != '/' && !prefix.Contains("//", StringComparison.Ordinal)));
    });

    [Fact]
    public async Task Prefix_OfAKnownProxy_StandsBeforeEveryHref()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));
        (string, string)[] prefix = [("X-Forwarded-Prefix", "/my%20drive&/")];

        Assert.Equal(["/my%20drive%26/dav/films/", "/my%20drive%26/dav/films/a%20b.mkv"], await HrefsAsync(gateway, "/dav/films", prefix));
        Assert.Equal(["/my%20drive%26/", "/my%20drive%26/dav/"], await HrefsAsync(gateway, "/", prefix));
        Assert.Contains("\"href\":\"/my%20drive%26/dav/films/a%20b.mkv\"", await GetAsync(gateway, "/dav/films?format=json", prefix), StringComparison.Ordinal);
        var html = await GetAsync(gateway, "/dav/films?format=html", prefix);
        foreach (var href in new[] { "/dav/", "/dav/films/a%20b.mkv" })
        {
            Assert.Contains($"<a href=\"/my%20drive%26{href}\">", html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData(null)]
    public async Task Prefix_OfAnybodyElse_IsIgnored(string? known)
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, known is null ? [] : [("ForwardedHeaders:KnownProxies:0", known)]);

        Assert.Equal(["/dav/", "/dav/films/"], await HrefsAsync(gateway, "/dav", [("X-Forwarded-Prefix", "/drive")]));
    }

    [Fact]
    public async Task Prefix_ThatIsNoPath_IsIgnored()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("ForwardedHeaders:KnownProxies:0", "127.0.0.0/8"));

        Assert.Equal(["/dav/", "/dav/films/"], await HrefsAsync(gateway, "/dav", [("X-Forwarded-Prefix", "//evil.example/..")]));
    }

    private static async Task<IEnumerable<string>> HrefsAsync(GatewayHost gateway, string path, (string, string)[] headers)
    {
        using var response = await gateway.PropFindAsync(path, "1", null, headers);
        return DavResponse.Parse(await response.Content.ReadAsByteArrayAsync()).Select(r => r.Href);
    }

    private static async Task<string> GetAsync(GatewayHost gateway, string path, (string, string)[] headers)
    {
        using var response = await gateway.SendAsync("GET", path, headers);
        return await response.Content.ReadAsStringAsync();
    }
}
