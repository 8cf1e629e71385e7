using System.Text.Json.Nodes;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Media.Clients;

/// <summary>
/// The AList spider of CatVod (spider/AList.java, bean/alist/Drive.java, Item.java), for TVBox: takes anything with <c>v2.</c> in its settings for
/// AList 2, signs in only when an answer says that guests may not, hides files of type 0 and 4, and plays <c>raw_url</c> without a header.
/// </summary>
public sealed class CatVodTests
{
    private string? _token;

    [Fact]
    public async Task CatVod_BrowsesSearchesAndPlays()
    {
        await using var host = await AListHost.StartAsync(("PublicUrl", AListHost.PublicUrl));
        Assert.DoesNotContain("v2.", await host.CallTextAsync("GET", "/api/public/settings", null, null), StringComparison.Ordinal);
        _token = "a-token-that-was-replaced-some-time-ago";

        var items = (await PostAsync(host, "/api/fs/list", """{"path":"/电影","password":""}"""))["data"]!["content"]!.AsArray();
        var shown = items.Where(item => (int)item!["type"]! is not (0 or 4) || ((string)item["name"]!).EndsWith(".ts", StringComparison.Ordinal))
            .Select(item => (string)item!["name"]!);
        Assert.Equal(["第 1 集 #1 100%+&.mkv", "b.ts", "Season 01"], shown);
        Assert.NotNull(_token);

        foreach (var name in new[] { "第 1 集 #1 100%+&.mkv", "第 1 集 #1 100%+&.zh.srt" })
        {
            var file = await PostAsync(host, "/api/fs/get", new JsonObject { ["path"] = "/电影/" + name, ["password"] = "" }.ToJsonString());
            await host.PlayAsync((string)file["data"]!["raw_url"]!);
        }

        var found = (await PostAsync(host, "/api/fs/search", """{"keywords":"s01e01","page":1,"parent":"/","per_page":100}"""))["data"]!["content"]!.AsArray();
        Assert.Equal("/电影/Season 01", (string)Assert.Single(found)!["parent"]!);
        Assert.Empty((await PostAsync(host, "/api/fs/list", """{"path":"/empty","password":""}"""))["data"]!["content"]!.AsArray());
    }

    private async Task<JsonNode> PostAsync(AListHost host, string target, string body)
    {
        var text = await host.CallTextAsync("POST", target, body, _token);
        if (text.Contains("Guest user is disabled", StringComparison.Ordinal))
        {
            var login = await host.GetDataAsync("/api/auth/login",
                $$"""{"username":"{{GatewayHost.User}}","password":"{{GatewayHost.Password}}"}""", authorization: null);
            _token = (string)login["token"]!;
            text = await host.CallTextAsync("POST", target, body, _token);
        }

        return JsonNode.Parse(text)!;
    }
}
