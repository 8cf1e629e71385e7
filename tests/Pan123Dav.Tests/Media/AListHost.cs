using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Media;

/// <summary>A gateway with a small library and a token that tests know, and calls to it as AList's clients make them.</summary>
internal sealed class AListHost : IAsyncDisposable
{
    public const string Token = "a-token-that-the-owner-chose-0123456789";
    public const string PublicUrl = "https://drive.example/pan";

    public const string Tree = """
        电影:
          第 1 集 #1 100%+&.mkv:5000000000:1694101621:https://vip.123pan.cn/13/a.mkv
          第 1 集 #1 100%+&.zh.srt:100:1694101621:https://vip.123pan.cn/13/a.srt
          b.ts:100:1694101621:https://vip.123pan.cn/13/b.ts
          b.nfo:10:1694101621:https://vip.123pan.cn/13/b.nfo
          Season 01:
            S01E01.mkv:7:1700000000:https://vip.123pan.cn/13/s01e01.mkv
        music:
          café.flac:https://vip.123pan.cn/13/c.flac
        empty:
        """;

    private readonly GatewayHost _gateway;

    private AListHost(GatewayHost gateway) => _gateway = gateway;

    public GatewayHost Gateway => _gateway;

    public static async Task<AListHost> StartAsync(params (string Key, string? Value)[] settings) => await StartAsync(Tree, settings);

    public static async Task<AListHost> StartAsync(string tree, params (string Key, string? Value)[] settings) =>
        new(await GatewayHost.StartAsync(tree, [("Users:0:ApiToken", Token), .. settings]));

    /// <summary>A POST of JSON, or a GET without a body; the answer's status must be 200.</summary>
    public async Task<JsonNode> CallAsync(string target, string? body = null, string? authorization = Token) =>
        JsonNode.Parse(await CallTextAsync(body is null ? "GET" : "POST", target, body, authorization))!;

    /// <summary>The same, whose <c>code</c> must be 200 too: the answer's <c>data</c>.</summary>
    public async Task<JsonNode> GetDataAsync(string target, string? body = null, string? authorization = Token)
    {
        var answer = await CallAsync(target, body, authorization);
        Assert.Equal((200, "success"), ((int)answer["code"]!, (string)answer["message"]!));
        return answer["data"]!;
    }

    public async Task<string> CallTextAsync(string method, string target, string? body, string? authorization = Token, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, contentType);
        Assert.True(authorization is null || request.Headers.TryAddWithoutValidation("Authorization", authorization));
        using var response = await _gateway.Stranger.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>One hop, as a player or tool makes it; a public address is asked for here.</summary>
    public async Task<HttpResponseMessage> FetchAsync(string url, string method = "GET", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url.Replace(PublicUrl, "", StringComparison.Ordinal));
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await _gateway.Stranger.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Asserts that an address leads to a link of 123's within one redirect.</summary>
    public async Task PlayAsync(string url, string method = "GET", params (string Name, string Value)[] headers)
    {
        using var response = await FetchAsync(url, method, headers);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.StartsWith("https://vip.123pan.cn/13/", response.Headers.GetValues("Location").Single(), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();
}
