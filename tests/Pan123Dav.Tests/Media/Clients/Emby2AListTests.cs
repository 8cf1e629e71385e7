using System.Net;

namespace Pan123Dav.Tests.Media.Clients;

/// <summary>
/// emby2Alist (emby2Alist/nginx/conf.d/emby.js, common/util.js): asks for each file with the viewer's User-Agent, compares <c>message</c>,
/// takes no answer above 64 KiB, wants a redirect of a HEAD, and signs addresses by itself.
/// </summary>
public sealed class Emby2AListTests
{
    [Fact]
    public async Task Emby2AList_AsksForAFile_AndFollowsItsAddress()
    {
        await using var host = await AListHost.StartAsync(("PublicUrl", AListHost.PublicUrl));
        var text = await host.CallTextAsync("POST", "/api/fs/get", """{"path":"/电影/b.ts","password":""}""");
        var answer = System.Text.Json.Nodes.JsonNode.Parse(text)!;

        Assert.True(text.Length < 64 * 1024);
        Assert.Equal("success", (string)answer["message"]!);
        Assert.Equal("", (string)answer["data"]!["header"]!);
        await LinkCheckAsync(host, (string)answer["data"]!["raw_url"]!);
    }

    [Fact]
    public async Task Emby2AList_WhoseFileIsNotThere_LooksBelowEachRootFolder()
    {
        await using var host = await AListHost.StartAsync(("PublicUrl", AListHost.PublicUrl));
        var missing = await host.CallAsync("/api/fs/get", """{"path":"/Season 01/S01E01.mkv","password":""}""");
        Assert.Contains("object not found", (string)missing["message"]!, StringComparison.Ordinal);
        Assert.NotEqual(403, (int)missing["code"]!);

        var found = new List<string>();
        foreach (var root in (await host.GetDataAsync("/api/fs/list", """{"path":"/","password":""}"""))["content"]!.AsArray()
            .Where(item => (bool)item!["is_dir"]!))
        {
            var file = await host.CallAsync("/api/fs/get", $$"""{"path":"/{{root!["name"]}}/Season 01/S01E01.mkv","password":""}""");
            if ((string)file["message"]! == "success")
            {
                found.Add((string)file["data"]!["raw_url"]!);
            }
        }

        await LinkCheckAsync(host, Assert.Single(found));
    }

    // alistSignEnable: what follows the first /d/, decoded, with the token and an expiry in hours.
    [Fact]
    public async Task Emby2AList_SigningByItself_IsUnderstood()
    {
        await using var host = await AListHost.StartAsync(("PublicUrl", AListHost.PublicUrl));
        const string Url = AListHost.PublicUrl + "/d/%E7%94%B5%E5%BD%B1/Season%2001/S01E01.mkv";
        var path = Uri.UnescapeDataString(Url[(Url.IndexOf("/d/", StringComparison.Ordinal) + 2)..]);
        var expiry = host.Gateway.Time.GetUtcNow().AddHours(12).ToUnixTimeSeconds();

        await LinkCheckAsync(host, $"{Url}?sign={AListSign.Create(AListHost.Token, path, expiry)}");
        await LinkCheckAsync(host, $"{Url}?sign={Uri.EscapeDataString(AListSign.Create(AListHost.Token, path))}");
    }

    private static async Task LinkCheckAsync(AListHost host, string url)
    {
        using var response = await host.FetchAsync(url, "HEAD", ("User-Agent", "Emby/3.2 (Android)"), ("Authorization", "MediaBrowser Token=\"0123\""));
        Assert.InRange(response.StatusCode, HttpStatusCode.MovedPermanently, HttpStatusCode.PermanentRedirect);
        Assert.StartsWith("https://vip.123pan.cn/13/", response.Headers.GetValues("Location").Single(), StringComparison.Ordinal);
    }
}
