using System.Net;
using System.Text.RegularExpressions;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Page;

public sealed partial class AdminPageTests : IAsyncLifetime
{
    private const string Guest = "guest";

    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(
        "a.mkv:100::https://h/a\n",
        ("Users:0:Admin", "true"),
        ("Users:1:Name", Guest),
        ("Users:1:Password", GatewayHost.Password),
        ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("en", "Administration needs JavaScript", "Administration")]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.5", "管理页面需要 JavaScript", "管理")]
    public async Task Get_ByAnAdministrator_IsAPageInTheReadersLanguage(string languages, string withoutScript, string title)
    {
        using var response = await _gateway.SendAsync("GET", "/ui/admin", ("Accept-Language", languages));
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.DoesNotContain("unsafe", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains($"<noscript><p>{withoutScript}", html, StringComparison.Ordinal);
        Assert.Contains($"<title>{title}</title>", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("style=|onclick=|<script(?! type=\"module\" src=)", html);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task Request_OfAnotherUser_LooksLikeNothing(string method)
    {
        using var client = _gateway.CreateClient(Guest, GatewayHost.Password);
        using var page = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/ui/admin"));
        using var nothing = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/ui/nothing"));

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal(await nothing.Content.ReadAsStringAsync(), await page.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_ByNobody_LeadsABrowserToSignInAndChallengesTheRest()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ui/admin") { Headers = { { "Accept", "text/html" } } };
        using var browser = await _gateway.Stranger.SendAsync(request);
        using var program = await _gateway.Stranger.GetAsync("/ui/admin");

        Assert.Equal("/login?to=%2Fui%2Fadmin", browser.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, program.StatusCode);
    }

    [Fact]
    public async Task Get_BehindAPrefix_AsksBelowIt()
    {
        using var response = await _gateway.SendAsync("GET", "/ui/admin", ("X-Forwarded-Prefix", "/films"), ("X-Forwarded-For", "203.0.113.9"));
        var html = await response.Content.ReadAsStringAsync();

        Assert.Contains("data-ui=\"/films/ui/\" data-drive=\"/films/dav/\"", html, StringComparison.Ordinal);
        Assert.All(Address().Matches(html), match => Assert.StartsWith("/films/", match.Groups[1].Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Assets_NamedByThePage_ComeForEver()
    {
        var html = await _gateway.Client.GetStringAsync("/ui/admin");
        var names = Address().Matches(html).Select(match => match.Groups[1].Value)
            .Where(address => address.Contains("/admin.", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, names.Count);
        foreach (var name in names)
        {
            using var response = await _gateway.Stranger.GetAsync(name);
            Assert.Equal("public, max-age=31536000, immutable", response.Headers.GetValues("Cache-Control").Single());
            Assert.DoesNotMatch("(?m)^(import|export) ", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Listing_LeadsAdministratorsThere()
    {
        using var guest = _gateway.CreateClient(Guest, GatewayHost.Password);

        Assert.Contains("href=\"/ui/admin\"", await _gateway.Client.GetStringAsync("/dav/"), StringComparison.Ordinal);
        Assert.DoesNotContain("/ui/admin", await guest.GetStringAsync("/dav/"), StringComparison.Ordinal);
    }

    [GeneratedRegex("(?:href|src)=\"([^\"#]+)\"")]
    private static partial Regex Address();
}
