using System.Net;
using System.Text.Json;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class ListingTests : IAsyncLifetime
{
    private const string Html = "text/html; charset=utf-8";
    private const string Text = "text/plain; charset=utf-8";
    private const string Json = "application/json";

    private const string Tree = """
        films:
          a.mkv:100:1694101621:https://vip.123pan.cn/13/films/a.mkv
          第 1 "x"\.flac:https://vip.123pan.cn/13/1.flac
          empty:
          inner:
            c.txt:5:1700000000:https://vip.123pan.cn/13/c.txt
        """;

    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(Tree);

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(null, Html)]
    [InlineData("", Html)]
    [InlineData("*/*", Html)]
    [InlineData("text/*", Html)]
    [InlineData("TEXT/HTML", Html)]
    [InlineData("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", Html)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Html)]
    [InlineData("application/json, text/plain, */*", Html)]
    [InlineData("not a media type", Html)]
    [InlineData("text/html;q=0", Text)]
    [InlineData("text/html;q=0.0, */*", Text)]
    [InlineData("text/*;q=0, */*", Json)]
    [InlineData("text/html;q=0.2, text/plain", Text)]
    [InlineData("text/plain", Text)]
    [InlineData("text/plain;charset=utf-8", Text)]
    [InlineData("image/png", Text)]
    [InlineData("application/json", Json)]
    [InlineData("application/json;q=0.9, text/*;q=0.5", Json)]
    [InlineData("application/*", Json)]
    [InlineData("*/*;q=0.1, application/json", Json)]
    public async Task Get_Collection_IsInTheFormThatAcceptPrefers(string? accept, string contentType)
    {
        foreach (var method in new[] { "GET", "HEAD" })
        {
            using var response = await _gateway.SendAsync(method, "/dav/films", accept is null ? [] : [("Accept", accept)]);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(contentType, response.Content.Headers.ContentType!.ToString());
            Assert.Equal("Accept, Accept-Language", string.Join(", ", response.Headers.Vary));
            Assert.Equal("no-cache, private", string.Join(", ", response.Headers.CacheControl!.ToString().Split(", ").Order()));
        }
    }

    [Theory]
    [InlineData("?format=text", Text)]
    [InlineData("?format=json", Json)]
    [InlineData("?format=html", Html)]
    [InlineData("?x=1&format=json", Json)]
    [InlineData("?format=xml", Text)]
    [InlineData("?format=", Text)]
    public async Task Get_CollectionWithAFormat_GoesBeforeAccept(string query, string contentType)
    {
        using var response = await _gateway.SendAsync("GET", "/dav/films" + query, ("Accept", "text/plain"));

        Assert.Equal(contentType, response.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task Get_AsText_IsANameALine()
    {
        Assert.Equal("a.mkv\n第 1 \"x\"\\.flac\nempty/\ninner/\n", await _gateway.Client.GetStringAsync("/dav/films?format=text"));
    }

    [Fact]
    public async Task Get_AsJson_TellsEachMember()
    {
        using var json = JsonDocument.Parse(await _gateway.Client.GetByteArrayAsync("/dav/films/?format=json"));

        Assert.Equal(
            [
                """{"name":"a.mkv","collection":false,"size":100,"modified":1694101621,"href":"/dav/films/a.mkv"}""",
                """{"name":"第 1 \"x\"\\.flac","collection":false,"size":null,"modified":null,"href":"/dav/films/%E7%AC%AC%201%20%22x%22%5C.flac"}""",
                """{"name":"empty","collection":true,"size":null,"modified":null,"href":"/dav/films/empty/"}""",
                """{"name":"inner","collection":true,"size":null,"modified":1700000000,"href":"/dav/films/inner/"}""",
            ],
            json.RootElement.EnumerateArray().Select(member => member.GetRawText()));
    }

    [Theory]
    [InlineData("/dav/films/empty", 0)]
    [InlineData("/", 1)]
    public async Task Get_AsJson_OfAnyCollection_IsAnArray(string path, int members)
    {
        using var json = JsonDocument.Parse(await _gateway.Client.GetByteArrayAsync(path + "?format=json"));

        Assert.Equal(members, json.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Get_NastyNamesAsJson_ReadBack()
    {
        await using var gateway = await GatewayHost.StartAsync(NastyNames.Tree());
        using var json = JsonDocument.Parse(await gateway.Client.GetByteArrayAsync("/dav/?format=json"));
        var files = json.RootElement.EnumerateArray().Where(member => !member.GetProperty("collection").GetBoolean()).ToArray();

        Assert.Equal(NastyNames.All, files.Select(file => file.GetProperty("name").GetString()));
        Assert.Equal(NastyNames.All.Select(name => "/dav/" + Uri.EscapeDataString(name)), files.Select(file => file.GetProperty("href").GetString()));
    }

    [Fact]
    public async Task Get_Listing_HasNoLastModified()
    {
        using var response = await _gateway.SendAsync("GET", "/dav/films");

        Assert.Null(response.Content.Headers.LastModified);
    }
}
