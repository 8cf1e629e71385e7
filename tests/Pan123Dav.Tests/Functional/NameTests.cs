using System.Net;
using System.Text;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class NameTests : IAsyncLifetime
{
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(NastyNames.Tree());

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Listing_NastyNames_ReadBackThroughARealXmlReader()
    {
        var responses = await _gateway.ListAsync("/dav/");
        var files = responses.Where(r => !r.IsCollection).ToArray();

        Assert.Equal(NastyNames.All.Select(n => n.Replace('\uFFFE', '\uFFFD')), files.Select(f => f["displayname"]));
        Assert.Equal(NastyNames.All.Select(n => "/dav/" + Uri.EscapeDataString(n)), files.Select(f => f.Href));
    }

    [Fact]
    public async Task EveryHref_AskedFor_IsTheResourceItWasListedAs()
    {
        foreach (var listed in (await _gateway.ListAsync("/dav/", "infinity")).Skip(1))
        {
            var again = (await _gateway.ListAsync(listed.Href, "0")).Single();

            Assert.Equal(listed.Href, again.Href);
            Assert.Equal(listed["getetag"], again["getetag"]);
            Assert.Equal(listed["displayname"], again["displayname"]);
        }
    }

    [Fact]
    public async Task Lookup_OtherNormalizationForm_FindsTheSame()
    {
        foreach (var name in new[] { "cafe\u0301.txt", "caf\u00e9.txt", "\u00e9clair.txt", "e\u0301clair.txt" })
        {
            using var response = await _gateway.SendAsync("HEAD", "/dav/" + Uri.EscapeDataString(name));

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task Href_OfSelf_KeepsTheFormItWasAskedIn()
    {
        var responses = await _gateway.ListAsync("/dav/" + Uri.EscapeDataString("folder cafe\u0301.txt"));

        Assert.All(responses, r => Assert.StartsWith("/dav/folder%20cafe%CC%81.txt/", r.Href));
    }

    [Fact]
    public async Task Lookup_LowerCaseHexAndNeedlessEncoding_FindsTheSame()
    {
        var target = "/dav/" + string.Concat(Encoding.UTF8.GetBytes("第 1 集.mkv").Select(b => $"%{b:x2}"));
        var response = await _gateway.SendRawAsync("HEAD", target);

        Assert.Equal(200, response.Status);
    }

    [Fact]
    public async Task HtmlListing_NastyNames_EscapesThem()
    {
        using var response = await _gateway.SendAsync("GET", "/dav/", ("Accept", "text/html"));
        var html = await response.Content.ReadAsStringAsync();

        Assert.Contains("&lt;tag&gt;&amp;amp;.xml</a>", html);
        Assert.Contains("href=\"/dav/it%27s%20%22quoted%22.txt\"", html);
        Assert.DoesNotContain("<tag>", html);
    }
}
