using System.Net;

namespace Pan123Dav.Tests.Media.Clients;

/// <summary>
/// MediaWarp (internal/service/alist/alist.go, internal/handler/utils.go): does not start unless
/// <c>/api/me</c> answers, and resolves addresses by HEAD, hop by hop.
/// </summary>
public sealed class MediaWarpTests
{
    private const string Viewer = "Mozilla/5.0 (Windows NT 10.0) Emby";

    [Fact]
    public async Task MediaWarp_ResolvesAnAddress_ByHead()
    {
        await using var host = await AListHost.StartAsync(("PublicUrl", AListHost.PublicUrl));
        var me = await host.GetDataAsync("/api/me");
        var file = await host.GetDataAsync("/api/fs/get", """{"path":"/电影/b.ts","password":"","page":1,"per_page":0,"refresh":false}""");
        Assert.Equal("/", (string)me["base_path"]!);

        var own = $"{AListHost.PublicUrl}/d{Uri.EscapeDataString("/电影/b.ts").Replace("%2F", "/", StringComparison.Ordinal)}?sign={file["sign"]}";
        Assert.StartsWith("https://vip.123pan.cn/13/b.ts?auth_key=", await FindLastAsync(host, own), StringComparison.Ordinal);
        Assert.StartsWith("https://vip.123pan.cn/13/b.ts?auth_key=", await FindLastAsync(host, (string)file["raw_url"]!), StringComparison.Ordinal);
    }

    // At most ten hops; the first answer that is no redirect is the end.
    private static async Task<string> FindLastAsync(AListHost host, string url)
    {
        for (var hop = 0; hop < 10 && url.StartsWith(AListHost.PublicUrl, StringComparison.Ordinal); hop++)
        {
            using var response = await host.FetchAsync(url, "HEAD", ("User-Agent", Viewer));
            Assert.True(response.StatusCode is HttpStatusCode.Found);
            url = response.Headers.GetValues("Location").Single();
        }

        return url;
    }
}
