using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pan123Dav.Tests.Media.Clients;

/// <summary>
/// ostrm (OpenlistApiService.java): gives the path in the query and in the body, reads role and permission as
/// integers, and fetches subtitles from <c>/d</c> with its Authorization header.
/// </summary>
public sealed class OstrmTests
{
    [Fact]
    public async Task Ostrm_WritesALibraryWithItsSubtitles()
    {
        await using var host = await AListHost.StartAsync(("PublicUrl", AListHost.PublicUrl));
        var me = await host.GetDataAsync("/api/me");
        Assert.Equal((JsonValueKind.Number, JsonValueKind.Number), (me["role"]!.GetValueKind(), me["permission"]!.GetValueKind()));
        Assert.False((bool)me["disabled"]!);
        Assert.True((bool)(await host.GetDataAsync("/api/fs/get", $$"""{"path":"{{(string)me["base_path"]!}}电影"}"""))["is_dir"]!);

        var files = 0;
        var folders = new Queue<string>(["/"]);
        while (folders.TryDequeue(out var folder))
        {
            var body = new JsonObject { ["path"] = folder, ["password"] = "", ["page"] = 1, ["per_page"] = 0, ["refresh"] = false };
            var data = await host.GetDataAsync("/api/fs/list?path=" + Uri.EscapeDataString(folder), body.ToJsonString());
            foreach (var item in data["content"]!.AsArray())
            {
                var path = folder.TrimEnd('/') + "/" + item!["name"];
                if ((bool)item["is_dir"]!)
                {
                    folders.Enqueue(path);
                    continue;
                }

                files++;
                var url = $"{AListHost.PublicUrl}/d{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";
                await host.PlayAsync($"{url}?sign={item["sign"]}");
                await host.PlayAsync(url, "GET", ("Authorization", AListHost.Token));
            }
        }

        Assert.Equal(6, files);
    }
}
