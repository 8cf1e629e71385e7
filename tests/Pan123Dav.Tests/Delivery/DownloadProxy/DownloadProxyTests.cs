using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Delivery.DownloadProxy;

public sealed class DownloadProxyTests : IAsyncLifetime
{
    private const string Token = "t0ken-of-the-proxy";
    private const string File = """{"path":"/films/第 1 集 #1 100%+&.mkv"}""";

    private static readonly string Address = "/dav/films/" + Uri.EscapeDataString("第 1 集 #1 100%+&.mkv");

    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await StartAsync();

    private static Task<GatewayHost> StartAsync()
    {
        var settings = GatewayHost.Settings(
            $"films:\n  第 1 集 #1 100%+&.mkv:5:1694101621:https://vip.123pan.cn/13/a.mkv\n  second.mkv:5:1694101621:https://vip.123pan.cn/13/b.mkv",
            ("Mounts:0:Delivery", "DownloadProxy"),
            ("Mounts:0:DownloadProxyUrl", "https://proxy.example/"),
            ("Mounts:0:DownloadProxyToken", Token),
            ("Mounts:1:Path", "/other"),
            ("Mounts:1:Type", "UrlTree"),
            ("Mounts:1:OriginUrls", "b.txt:1:2:https://other.example/b.txt"));
        return GatewayHost.StartAsync(settings);
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
    public async Task Callback_ForWhatWasOrdered_AnswersASignedLink()
    {
        await OrderAsync();
        var answer = await AskAsync(Token, File);

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
    public async Task Callback_ForWhatNobodyOrdered_IsNoLink()
    {
        Assert.Equal(404, (int)(await AskAsync(Token, File))["code"]!);

        await OrderAsync();
        Assert.Equal(404, (int)(await AskAsync(Token, """{"path":"/films/second.mkv"}"""))["code"]!);
        Assert.Equal(200, (int)(await AskAsync(Token, File))["code"]!);
        Assert.Equal(200, (int)(await AskAsync(Token, File))["code"]!);

        _gateway.Time.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(1));
        Assert.Equal(404, (int)(await AskAsync(Token, File))["code"]!);
    }

    [Theory]
    [InlineData("Pan123Dav:Users:0:Name", "another")]
    [InlineData("Pan123Dav:Users:0:Paths:0", "/other")]
    public async Task Callback_WhoOrderedItIsGoneOrMayNotSeeIt_IsNoLink(string key, string value)
    {
        await OrderAsync();
        await _gateway.ReloadAsync((key, value));

        Assert.Equal(404, (int)(await AskAsync(Token, File))["code"]!);
    }

    [Fact]
    public async Task Callback_ForAnOrderThatABudgetRefused_IsNoLink()
    {
        await _gateway.ReloadAsync(("Pan123Dav:Budgets:DailyLinks", "0"));
        using var refused = await _gateway.SendAsync("GET", Address);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(404, (int)(await AskAsync(Token, File))["code"]!);
    }

    [Fact]
    public async Task Callback_WrongTokensTooOften_AreRefusedUnseenAndLoggedOnce()
    {
        await OrderAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(401, (int)(await AskAsync($"not-the-token-at-all-{i}", File))["code"]!);
        }

        foreach (var token in new[] { "another-wrong-token", Token })
        {
            using var response = await CallAsync(token, File);
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.Equal(TimeSpan.FromMinutes(15), response.Headers.RetryAfter?.Delta);
            Assert.DoesNotContain("auth_key", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        _gateway.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (int)(await AskAsync(Token, File))["code"]!);
        await _gateway.DisposeAsync();
        var ended = _gateway;
        _gateway = await StartAsync();
        Assert.Equal(2, ended.LogText.Split("has failed to sign in 10 times").Length);
        Assert.DoesNotContain("not-the-token", ended.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callback_ByWhoHoldsTheToken_WipesOutNoFailures()
    {
        await OrderAsync();
        for (var i = 0; i < 10; i++)
        {
            using var client = _gateway.CreateClient($"nobody{i}", "wrong");
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/dav/", TestContext.Current.CancellationToken)).StatusCode);
            if (i < 9)
            {
                Assert.Equal(200, (int)(await AskAsync(Token, File))["code"]!);
            }
        }

        using var response = await CallAsync(Token, File);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
    }

    [Fact]
    public async Task Callback_LargeBody_IsRefused()
    {
        var answer = await AskAsync(Token, "{\"path\":\"/" + new string('a', 100_000) + "\"}");

        Assert.Equal(400, (int)answer["code"]!);
    }

    [Fact]
    public async Task Callback_NoMountHasAProxy_IsCode403ForEverybody()
    {
        await using var gateway = await GatewayHost.StartAsync("a.txt:https://h.example/a.txt");
        foreach (var client in new[] { gateway.Stranger, gateway.Client })
        {
            using var response = await client.PostAsync("/api/fs/link", new StringContent("{}"), TestContext.Current.CancellationToken);
            var answer = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))!;

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(403, (int)answer["code"]!);
            Assert.Null(answer["data"]);
        }
    }

    [Fact]
    public async Task Get_ProxyWithAChineseName_RedirectsToItAsItIsLookedUp()
    {
        await using var gateway = await GatewayHost.StartAsync(
            "a.txt:1:2:https://h.example/a.txt",
            ("Mounts:0:Delivery", "DownloadProxy"), ("Mounts:0:DownloadProxyUrl", "https://网盘.example/w"), ("Mounts:0:DownloadProxyToken", Token));

        using var response = await gateway.SendAsync("GET", "/dav/a.txt");

        Assert.StartsWith("https://xn--vzyr4p.example/w/a.txt?sign=", response.Headers.GetValues("Location").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_DownloadProxyWhereThereIsNone_RedirectsAsUsual()
    {
        await using var gateway = await GatewayHost.StartAsync("a.txt:https://h.example/a.txt",
            ("Clients:0:UserAgent", "x/"), ("Clients:0:Delivery", "DownloadProxy"));
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

    private async Task OrderAsync()
    {
        using var response = await _gateway.SendAsync("GET", Address);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    private async Task<JsonObject> AskAsync(string token, string body)
    {
        using var response = await CallAsync(token, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
    }

    private async Task<HttpResponseMessage> CallAsync(string token, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/fs/link") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", token);
        return await _gateway.Stranger.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
