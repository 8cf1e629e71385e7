using System.Net;
using System.Text.RegularExpressions;
using Pan123Dav.Page;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Page;

[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed partial class CollectionPageTests : IAsyncLifetime
{
    private const string Tree = """
        films:
          第10集.mkv:100:1694101621:https://h/1
          第2集.mkv:3000000000:1694101620:https://h/2
          b.srt:10::https://h/3
          zeta:
            Deep Élan.mkv:5:1700000000:https://h/4
            <b>x&y.txt:5:1700000000:https://h/5
          Alpha:
            第3集.flac:7:1690000000:https://h/6
          unknown.iso:https://h/7
        """;

    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(Tree);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("", "Alpha/ zeta/ b.srt unknown.iso 第2集.mkv 第10集.mkv")]
    [InlineData("?sort=name&order=asc", "Alpha/ zeta/ b.srt unknown.iso 第2集.mkv 第10集.mkv")]
    [InlineData("?sort=name&order=desc", "zeta/ Alpha/ 第10集.mkv 第2集.mkv unknown.iso b.srt")]
    [InlineData("?sort=size", "Alpha/ zeta/ b.srt 第10集.mkv 第2集.mkv unknown.iso")]
    [InlineData("?sort=size&order=desc", "Alpha/ zeta/ 第2集.mkv 第10集.mkv b.srt unknown.iso")]
    [InlineData("?sort=time&order=asc", "Alpha/ zeta/ 第2集.mkv 第10集.mkv b.srt unknown.iso")]
    [InlineData("?sort=time&order=desc", "zeta/ Alpha/ 第10集.mkv 第2集.mkv b.srt unknown.iso")]
    [InlineData("?sort=<script>&order=x", "Alpha/ zeta/ b.srt unknown.iso 第2集.mkv 第10集.mkv")]
    public async Task Get_Sorted_FoldersComeFirst(string query, string names) =>
        Assert.Equal(names.Split(' '), Names(await GetAsync("/dav/films/" + query)));

    [Fact]
    public async Task Get_AHundredMembersTwice_AreInTheSameOrder()
    {
        var tree = "many:\n" + string.Concat(Enumerable.Range(0, 100).Reverse().Select(i => $"  {i}.mkv:{100 - i}::https://h/{i}\n"));
        await using var gateway = await GatewayHost.StartAsync(tree, ("Access:0:Path", "/many"), ("Access:0:Hide:0", "^5[.]"));
        var expected = Enumerable.Range(0, 100).Where(i => i != 5).Select(i => $"{i}.mkv").ToArray();

        Assert.Equal(expected, Names(await gateway.Client.GetStringAsync("/dav/many/")));
        Assert.Equal(expected, Names(await gateway.Client.GetStringAsync("/dav/many/")));
        Assert.Equal(expected.Reverse(), Names(await gateway.Client.GetStringAsync("/dav/many/?order=desc")));
        Assert.Equal(expected.Reverse(), Names(await gateway.Client.GetStringAsync("/dav/many/?sort=size")));
        Assert.Equal("99.mkv", (await gateway.Client.GetStringAsync("/dav/many/?format=text")).Split('\n')[0]);
    }

    [Theory]
    [InlineData("集", "films/Alpha/第3集.flac films/第10集.mkv films/第2集.mkv")]
    [InlineData("ÉLAN", "films/zeta/Deep Élan.mkv")]
    [InlineData("E\u0301lan", "films/zeta/Deep Élan.mkv")]
    [InlineData("DEEP", "films/zeta/Deep Élan.mkv")]
    [InlineData("zeta", "films/zeta/")]
    [InlineData("X%26Y", "films/zeta/<b>x&y.txt")]
    [InlineData("%00", "")]
    [InlineData("nothing of that kind", "")]
    public async Task Get_Search_FindsBelow(string text, string names)
    {
        var html = await GetAsync("/dav/?q=" + (text.Contains('%') ? text : Uri.EscapeDataString(text)));

        Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            string.Join(' ', Names(html)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public async Task Get_SearchForMarkup_IsShownAsText()
    {
        var html = await GetAsync("/dav/?q=" + Uri.EscapeDataString("\"><script>alert(1)</script>"));

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_SearchThatFindsMuch_EndsAt500()
    {
        await using var gateway = await GatewayHost.StartAsync(string.Concat(Enumerable.Range(0, 700).Select(i => $"f{i}.mkv:1::https://h/{i}\n")));
        var html = await gateway.Client.GetStringAsync("/dav/?q=mkv");

        Assert.Equal(TreeSearch.MaxHits, Names(html).Length);
        Assert.Contains("There is more than is shown", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_SearchByAUserWhoMaySeeLess_FindsNoMore()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Users:0:Paths:0", "/films/zeta"));

        Assert.DoesNotContain("Alpha",
            await gateway.Client.GetStringAsync("/dav/?q=Alpha&format=html".Replace("Alpha", "lph", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(["films/zeta/Deep Élan.mkv"], Names(await gateway.Client.GetStringAsync("/dav/?q=lan")));
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN")]
    [InlineData("en-GB,en;q=0.9,zh;q=0.8", "en")]
    [InlineData("en;q=0.3, zh;q=0.7", "zh-CN")]
    [InlineData("fr, zh", "zh-CN")]
    [InlineData("fr", "en")]
    [InlineData("zh;q=0", "en")]
    [InlineData("", "en")]
    [InlineData("\u0001;;q=", "en")]
    public async Task Get_AcceptLanguage_ChoosesTheLanguage(string accept, string language)
    {
        using var response = await _gateway.SendAsync("GET", "/dav/", ("Accept", "text/html"), ("Accept-Language", accept));

        Assert.Contains($"<html lang=\"{language}\">", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Page_LeadsFromTheDrivesRoot()
    {
        var html = await GetAsync("/dav/films/zeta/");

        Assert.Contains("<li><a href=\"/dav/\">Home</a></li><li><a href=\"/dav/films/\">films</a></li><li aria-current=\"page\">zeta</li>",
            html, StringComparison.Ordinal);
        Assert.Contains("<li aria-current=\"page\">Home</li></ol>", await GetAsync("/dav"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Page_IsUnderAPolicyThatRunsNothingOfOthers()
    {
        using var response = await _gateway.SendAsync("GET", "/dav/", ("Accept", "text/html"));
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();

        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("media-src 'self' https: http:;", policy, StringComparison.Ordinal);
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    [Fact]
    public async Task Assets_NamedByThePage_ComeCompressedForEverAndWithoutSignIn()
    {
        var html = await GetAsync("/dav/");
        var addresses = AssetAddress().Matches(html).Select(match => match.Groups[1].Value).ToArray();

        Assert.Equal(3, addresses.Length);
        var size = 0L;
        foreach (var address in addresses)
        {
            foreach (var coding in new[] { "br", "gzip" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", coding } } };
                using var response = await _gateway.Stranger.SendAsync(request);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.Equal(coding, response.Content.Headers.ContentEncoding.Single());
                Assert.Equal("public, max-age=31536000, immutable", response.Headers.GetValues("Cache-Control").Single());
                size += coding == "gzip" ? response.Content.Headers.ContentLength!.Value : 0;
            }

            Assert.NotEmpty(await _gateway.Stranger.GetStringAsync(address));
        }

        Assert.InRange(size, 1, 25 * 1024);
        using var unknown = await _gateway.Stranger.GetAsync("/ui/page.000000000000.js");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Get_WithABudget_TellsWhatIsLeft()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Budgets:DailyBytes", "1000"),
            ("Budgets:PerUser:DailyBytes", "700"), ("Budgets:UnknownSizeBytes", "50"));
        Assert.Contains("data-left=\"700\" data-unknown=\"50\"", await gateway.Client.GetStringAsync("/dav/"), StringComparison.Ordinal);

        (await gateway.Client.GetAsync("/dav/films/" + Uri.EscapeDataString("第10集.mkv"))).Dispose();
        Assert.Contains("data-left=\"600\"", await gateway.Client.GetStringAsync("/dav/"), StringComparison.Ordinal);
        Assert.DoesNotContain("data-left", await GetAsync("/dav/"), StringComparison.Ordinal);
    }

    private Task<string> GetAsync(string path) => _gateway.Client.GetStringAsync(path);

    private static string[] Names(string html) => [.. RowName().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];

    [GeneratedRegex("<tr class=\"[a-z]\"><td><a href=\"[^\"]*\">([^<]*)</a>")]
    private static partial Regex RowName();

    [GeneratedRegex("(?:href|src)=\"(/ui/[^\"]+)\"")]
    private static partial Regex AssetAddress();
}
