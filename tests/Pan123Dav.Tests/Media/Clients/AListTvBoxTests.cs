using System.Text.RegularExpressions;

namespace Pan123Dav.Tests.Media.Clients;

/// <summary>
/// alist-tvbox: finds the version by a pattern that takes no blank, asks in pages of a thousand, and takes a code of 400 and more for an error.
/// </summary>
public sealed partial class AListTvBoxTests
{
    [Fact]
    public async Task AListTvBox_FindsAVersionThreeSite_AndLists()
    {
        await using var host = await AListHost.StartAsync(("PublicUrl", AListHost.PublicUrl));
        Assert.Matches(Version(), await host.CallTextAsync("GET", "/api/public/settings", null, null));

        var list = await host.CallAsync("/api/fs/list", """{"path":"/电影","password":"","page":1,"per_page":1000,"refresh":false}""");
        Assert.True((int)list["code"]! < 400);
        Assert.Equal(5, list["data"]!["content"]!.AsArray().Count);
        await host.PlayAsync((string)(await host.GetDataAsync("/api/fs/get", """{"path":"/电影/b.ts","password":""}"""))["raw_url"]!);

        Assert.Equal(1,
            (int)(await host.GetDataAsync("/api/fs/search",
                """{"parent":"/","keywords":"S01e01","scope":0,"page":1,"per_page":1000,"password":""}"""))["total"]!);
        Assert.Equal(1, (int)(await host.GetDataAsync("/api/fs/search?keyword=S01e01"))["total"]!);
        Assert.True((int)(await host.CallAsync("/api/fs/other", """{"path":"/电影/b.ts","method":"video_preview"}"""))["code"]! >= 400);
    }

    [GeneratedRegex(@"""version"":""v3\.\d+\.\d+""")]
    private static partial Regex Version();
}
