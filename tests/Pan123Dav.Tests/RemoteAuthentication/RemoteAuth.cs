using System.Globalization;
using System.Net;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.RemoteAuthentication;

/// <summary>A gateway with remote authentication, asked as 123's CDN asks.</summary>
internal static class RemoteAuth
{
    public const string Home = "198.51.100.7";

    public const string Tree = """
        films:
          a b.mkv:100:1694101621:https://vip.123pan.cn/13/films/a%20b.mkv
          b.mkv:100:1694101621:https://vip.123pan.cn/13/films/b.mkv
        音乐:
          第 1 集.flac:100:1694101621:https://vip.123pan.cn/13/音乐/第 1 集.flac
        """;

    public static Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings) =>
        GatewayHost.StartAsync(Tree, [("RemoteAuthentication:Enabled", "true"), ("Users:1:Name", "admin"),
            ("Users:1:Password", "admin-password"), ("Users:1:Admin", "true"), .. settings]);

    public static HttpClient Admin(GatewayHost gateway) => gateway.CreateClient("admin", "admin-password");

    /// <summary>The path and query of a fresh link, which is what 123 is asked for.</summary>
    public static async Task<string> GetLinkAsync(GatewayHost gateway, string file = "films/b.mkv", HttpClient? client = null, string? range = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dav/" + file);
        request.Headers.TryAddWithoutValidation("Range", range);
        using var response = await (client ?? gateway.Client).SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return new Uri(response.Headers.Location!.OriginalString, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }).PathAndQuery;
    }

    /// <summary>What the gateway answers about a request of <paramref name="visitor"/> for <paramref name="link"/>.</summary>
    public static async Task<int> AskAsync(GatewayHost gateway, string link, string visitor = Home, bool isEscaped = false) =>
        await AskRawAsync(gateway, $"remote_addr={visitor}&request_uri={(isEscaped ? Uri.EscapeDataString(link) : link)}");

    public static async Task<int> AskRawAsync(GatewayHost gateway, string query, string method = "GET")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address(gateway, query));
        using var response = await gateway.Stranger.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return (int)response.StatusCode;
    }

    /// <summary>How often 123 was told so, by <c>/metrics</c>.</summary>
    public static async Task<long> CountAsync(GatewayHost gateway, string reason)
    {
        var metrics = await gateway.Stranger.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var line = metrics.Split('\n')
            .FirstOrDefault(line => line.StartsWith($"pan123dav_remote_authentication_total{{reason=\"{reason}\"}} ", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static Uri Address(GatewayHost gateway, string query) =>
        new($"{gateway.Address}remote-auth?{query}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
}
