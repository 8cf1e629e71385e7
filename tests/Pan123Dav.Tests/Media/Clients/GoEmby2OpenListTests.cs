using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pan123Dav.Tests.Media.Clients;

/// <summary>
/// go-emby2openlist (internal/service/openlist): pages until one is empty, times as Go parses RFC 3339, <c>?sign=</c> always
/// appended, and addresses resolved by GET with all of the viewer's headers.
/// </summary>
public sealed partial class GoEmby2OpenListTests
{
    [Fact]
    public async Task GoEmby2OpenList_MirrorsALibrary_ThatPlays()
    {
        await using var host = await AListHost.StartAsync(("PublicUrl", AListHost.PublicUrl));
        var urls = new List<string>();
        await WalkAsync(host, "/", urls);

        Assert.Equal(6, urls.Count);
        foreach (var url in urls)
        {
            await host.PlayAsync(url, "GET", ("User-Agent", "VLC/3.0.20 LibVLC/3.0.20"), ("Range", "bytes=0-"),
                ("Authorization", "MediaBrowser Client=\"Emby\", Token=\"0123\""), ("Cookie", "a=b"));
        }
    }

    [Fact]
    public async Task GoEmby2OpenList_AsksForATranscodedFile_AndTakesTheOriginal()
    {
        await using var host = await AListHost.StartAsync(("PublicUrl", AListHost.PublicUrl));

        Assert.Equal(500, (int)(await host.CallAsync("/api/fs/other", """{"path":"/电影/b.ts","method":"video_preview","password":""}"""))["code"]!);
        await host.PlayAsync((string)(await host.GetDataAsync("/api/fs/get", """{"path":"/电影/b.ts","password":"","refresh":false}"""))["raw_url"]!);
    }

    private static async Task WalkAsync(AListHost host, string path, List<string> urls)
    {
        for (var page = 1; ; page++)
        {
            var body = new JsonObject { ["path"] = path, ["password"] = "", ["refresh"] = true, ["page"] = page, ["per_page"] = 2 };
            var content = (await host.GetDataAsync("/api/fs/list", body.ToJsonString()))["content"]!.AsArray();
            if (content.Count == 0)
            {
                return;
            }

            foreach (var item in content)
            {
                Assert.Matches(Rfc3339(), (string)item!["modified"]!);
                var inner = path.TrimEnd('/') + "/" + item["name"];
                if ((bool)item["is_dir"]!)
                {
                    await WalkAsync(host, inner, urls);
                }
                else
                {
                    urls.Add($"{AListHost.PublicUrl}/d{string.Join('/', inner.Split('/').Select(Uri.EscapeDataString))}?sign={item["sign"]}");
                }
            }
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
    private static partial Regex Rfc3339();
}
