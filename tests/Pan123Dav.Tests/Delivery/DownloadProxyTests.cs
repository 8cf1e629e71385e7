using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Delivery;

public sealed class DownloadProxyTests : IAsyncLifetime
{
    private const string Token = "t0ken-of-the-proxy";

    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = GatewayHost.Settings(
            $"films:\n  第 1 集 #1 100%+&.mkv:5:1694101621:https://vip.123pan.cn/13/a.mkv",
            ("Mounts:0:Delivery", "DownloadProxy"),
            ("Mounts:0:DownloadProxyUrl", "https://proxy.example/"),
            ("Mounts:0:DownloadProxyToken", Token),
            ("Mounts:1:Path", "/other"),
            ("Mounts:1:Type", "UrlTree"),
            ("Mounts:1:OriginUrls", "b.txt:1:2:https://other.example/b.txt"));
        _gateway = await GatewayHost.StartAsync(settings);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Get_File_RedirectsToAnAddressThatTheProxyAccepts()
    {
        using var response = await _gateway.SendAsync("GET", "/dav/films/" + Uri.EscapeDataString("第 1 集 #1 100%+&.mkv"));
        var location = new Uri(response.Headers.GetValues("Location").Single());

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("download-proxy", response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
        Assert.Equal("proxy.example", location.Host);
        Assert.DoesNotContain("auth_key", location.Query, StringComparison.Ordinal);
        Assert.Equal("", Verify(location));
    }

    [Fact]
    public async Task Get_OtherMount_IsARedirectToItsOwnLink()
    {
        using var response = await _gateway.SendAsync("GET", "/dav/other/b.txt");

        Assert.Equal("https://other.example/b.txt", response.Headers.GetValues("Location").Single());
    }

    [Fact]
    public async Task Callback_WithTheToken_AnswersASignedLink()
    {
        var answer = await AskAsync(Token, """{"path":"/films/第 1 集 #1 100%+&.mkv"}""");

        Assert.Equal(200, (int)answer["code"]!);
        Assert.Equal("success", (string)answer["message"]!);
        Assert.StartsWith("https://vip.123pan.cn/13/a.mkv?auth_key=", (string)answer["data"]!["url"]!);
        Assert.Empty(answer["data"]!["header"]!.AsObject());
    }

    [Theory]
    [InlineData("", """{"path":"/films/nothing"}""", 401)]
    [InlineData("Bearer t0ken-of-the-proxy", """{"path":"/films/nothing"}""", 401)]
    [InlineData("t0ken-of-the-prox", """{"path":"/films/nothing"}""", 401)]
    [InlineData(Token, """{"path":"/films/nothing"}""", 404)]
    [InlineData(Token, """{"path":"/films"}""", 404)]
    [InlineData(Token, """{"path":"/"}""", 404)]
    [InlineData(Token, """{"path":"/other/b.txt"}""", 404)]
    [InlineData(Token, """{"path":"/films/../films"}""", 400)]
    [InlineData(Token, """{"path":5}""", 400)]
    [InlineData(Token, """{"path":"\ud800"}""", 400)]
    [InlineData(Token, "[]", 400)]
    [InlineData(Token, "", 400)]
    [InlineData(Token, "{\"path\":", 400)]
    public async Task Callback_AnythingWrong_IsACodeAndNoLink(string token, string body, int code)
    {
        var answer = await AskAsync(token, body);

        Assert.Equal(code, (int)answer["code"]!);
        Assert.Null(answer["data"]);
    }

    [Fact]
    public async Task Callback_LargeBody_IsRefused()
    {
        var answer = await AskAsync(Token, "{\"path\":\"/" + new string('a', 100_000) + "\"}");

        Assert.Equal(400, (int)answer["code"]!);
    }

    [Fact]
    public async Task Callback_NoMountHasAProxy_IsNoAddress()
    {
        await using var gateway = await GatewayHost.StartAsync("a.txt:https://h.example/a.txt");
        using var stranger = await gateway.Stranger.PostAsync("/api/fs/link", new StringContent("{}"), TestContext.Current.CancellationToken);
        using var user = await gateway.Client.PostAsync("/api/fs/link", new StringContent("{}"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, user.StatusCode);
    }

    [Fact]
    public async Task Rule_DownloadProxyWhereThereIsNone_RedirectsAsUsual()
    {
        await using var gateway = await GatewayHost.StartAsync("a.txt:https://h.example/a.txt", ("Clients:0:UserAgent", "x/"), ("Clients:0:Delivery", "DownloadProxy"));
        using var response = await gateway.SendAsync("GET", "/dav/a.txt", ("User-Agent", "x/1"));

        Assert.Equal("redirect", response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
    }

    // What the published proxies do, by their description: decode the path, compute the same and compare as text, then look at the time.
    private string Verify(Uri location)
    {
        var path = Uri.UnescapeDataString(location.AbsolutePath);
        var sign = location.Query["?sign=".Length..];
        var colon = sign.LastIndexOf(':');
        var expiry = sign[(colon + 1)..];
        var hash = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes($"{path}:{expiry}")));
        var expected = hash.Replace('+', '-').Replace('/', '_') + ":" + expiry;
        Assert.Equal("/films/第 1 集 #1 100%+&.mkv", path);
        Assert.Equal(_gateway.Time.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), expiry);
        return expected == sign ? "" : $"{sign} is not {expected}";
    }

    private async Task<JsonObject> AskAsync(string token, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/fs/link") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", token);
        using var response = await _gateway.Stranger.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
    }
}
