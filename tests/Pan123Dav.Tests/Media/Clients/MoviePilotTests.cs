using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Media.Clients;

/// <summary>
/// MoviePilot (app/modules/filemanager/storages/alist.py): lists everything at once, asks for each item by itself, and downloads from <c>raw_url</c> with its
/// Authorization header, which it sends to whatever host stands there.
/// </summary>
public sealed class MoviePilotTests
{
    [Fact]
    public async Task MoviePilot_LooksAtEveryItem_WithoutCostAndWithItsTokenStayingHere()
    {
        await using var host = await AListHost.StartAsync(("PublicUrl", AListHost.PublicUrl), ("Budgets:DailyLinks", "1"));
        var token = (string)(await host.GetDataAsync(
            "/api/auth/login", $$"""{"username":"{{GatewayHost.User}}","password":"{{GatewayHost.Password}}"}""", authorization: null))["token"]!;
        var body = """{"path":"/电影","password":"","page":1,"per_page":0,"refresh":false}""";
        string? last = null;
        foreach (var item in (await host.GetDataAsync("/api/fs/list", body, token))["content"]!.AsArray())
        {
            var request = new JsonObject { ["path"] = "/电影/" + item!["name"], ["password"] = "", ["page"] = 1, ["per_page"] = 0, ["refresh"] = false };
            var found = await host.GetDataAsync("/api/fs/get", request.ToJsonString(), token);
            Assert.Equal((string)item["name"]!, (string)found["name"]!);
            Assert.NotNull(found["thumb"]);
            Assert.True(DateTimeOffset.TryParseExact((string)found["modified"]!, "yyyy-MM-dd'T'HH:mm:ss'Z'",
                CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _));
            last = (bool)found["is_dir"]! ? last : (string)found["raw_url"]!;
        }

        Assert.Equal(default, host.Gateway.Services.GetRequiredService<UsageLedger>().At(host.Gateway.Time.GetUtcNow()).Gateway.Value);
        Assert.StartsWith(AListHost.PublicUrl, last, StringComparison.Ordinal);
        await host.PlayAsync(last!, "GET", ("Authorization", token));
    }

    [Fact]
    public async Task MoviePilot_SkipsSubtrees_ByTimesThatRiseWithWhatIsBelow()
    {
        await using var host = await AListHost.StartAsync();
        var root = (await host.GetDataAsync("/api/fs/list", """{"path":"/"}"""))["content"]!.AsArray();

        Assert.Equal("2023-11-14T22:13:20Z", (string)root.Single(item => (string)item!["name"]! == "电影")!["modified"]!);
    }
}
