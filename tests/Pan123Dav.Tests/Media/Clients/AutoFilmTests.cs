using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Media.Clients;

/// <summary>
/// AutoFilm (app/modules/alist/v3/client.py): signs in, asks who it is, walks with many workers, models every field strictly and writes
/// <c>url + /d + base_path + path + ?sign=</c> into strm files.
/// </summary>
public sealed class AutoFilmTests
{
    [Fact]
    public async Task AutoFilm_WritesALibrary_ThatPlays()
    {
        await using var host = await AListHost.StartAsync(("PublicUrl", AListHost.PublicUrl));
        var token = (string)(await host.GetDataAsync(
            "/api/auth/login", $$"""{"username":"{{GatewayHost.User}}","password":"{{GatewayHost.Password}}"}""", authorization: null))["token"]!;
        var me = await host.GetDataAsync("/api/me", authorization: token);
        Assert.True((int)me["id"]! > 0);
        var urls = new ConcurrentBag<string>();
        await WalkAsync(host, token, (string)me["base_path"]!, "/", urls);

        Assert.Equal(6, urls.Count);
        foreach (var url in urls)
        {
            await host.PlayAsync(url);
        }
    }

    private static async Task WalkAsync(AListHost host, string token, string basePath, string path, ConcurrentBag<string> urls)
    {
        var body = new JsonObject { ["path"] = path, ["password"] = "", ["page"] = 1, ["per_page"] = 0, ["refresh"] = false };
        var data = await host.GetDataAsync("/api/fs/list", body.ToJsonString(), token);
        if ((int)data["total"]! == 0)
        {
            return;
        }

        await Task.WhenAll(data["content"]!.AsArray().Select(async item =>
        {
            var file = Model(item!.AsObject());
            var inner = path.TrimEnd('/') + "/" + file.Name;
            if (file.IsDir)
            {
                await WalkAsync(host, token, basePath, inner, urls);
            }
            else
            {
                var target = string.Join('/', (basePath.TrimEnd('/') + inner).Split('/').Select(Uri.EscapeDataString));
                urls.Add($"{AListHost.PublicUrl}/d{target}" + (file.Sign.Length > 0 ? $"?sign={file.Sign}" : ""));
            }
        }));
    }

    // A pydantic model: a field that is missing or null is an error.
    private static (string Name, bool IsDir, string Sign) Model(JsonObject item)
    {
        foreach (var text in new[] { "name", "modified", "created", "sign", "thumb", "hashinfo" })
        {
            Assert.Equal(System.Text.Json.JsonValueKind.String, item[text]!.GetValueKind());
        }

        Assert.True((long)item["size"]! >= 0 && (int)item["type"]! >= 0);
        Assert.True(DateTimeOffset.TryParse((string)item["modified"]!, CultureInfo.InvariantCulture, out _));
        return ((string)item["name"]!, (bool)item["is_dir"]!, (string)item["sign"]!);
    }
}
