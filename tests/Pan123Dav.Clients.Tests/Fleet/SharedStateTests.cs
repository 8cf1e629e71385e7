using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>What one gateway learns the others know: sessions, tokens, orders, limits and failures.</summary>
public sealed class SharedStateTests
{
    private static readonly string File = GatewayFleet.File(0);

    [Fact]
    public async Task Redis_IsLoadedWhereItIsSetAlone()
    {
        await using var fleet = await GatewayFleet.StartAsync();
        using var folder = new TemporaryFolder();
        await using var alone = await SharedGateway.StartAsync(folder["alone"], new Dictionary<string, object>
        {
            ["Mounts"] = new[] { new { OriginUrls = "f0.mkv:1000:http://127.0.0.1:9/13/f0.mkv", SharedGateway.PrivateKey, Uid = 13 } },
            ["Users"] = new[] { new { Name = SharedGateway.User, SharedGateway.Password, Admin = true } },
        });
        Assert.Equal(302, await alone.GetStatusAsync(File));
        Assert.Equal(1, (await alone.GetUsageAsync()).Links);

        Assert.False(alone.HasLoaded("StackExchange.Redis"));
        Assert.True(fleet.Gateways[0].HasLoaded("StackExchange.Redis"));
        await Eventually.HoldsAsync(
            async () => (await fleet.Gateways[0].Client.GetStringAsync("/metrics")).Contains("pan123dav_shared_up 1", StringComparison.Ordinal),
            "Redis answers");
        Assert.DoesNotContain("pan123dav_shared_up", await alone.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_BegunAtOneGateway_IsGoodAtAnotherUntilItEndsThere()
    {
        await using var fleet = await GatewayFleet.StartAsync();
        var (first, second) = (fleet.Gateways[0], fleet.Gateways[1]);
        var cookie = "";
        using (var form = new FormUrlEncodedContent([new("username", SharedGateway.User), new("password", SharedGateway.Password), new("to", "/dav/")]))
        using (var signedIn = await SendAsync(first, HttpMethod.Post, "/login", null, form))
        {
            Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
            cookie = signedIn.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        }

        Assert.Equal(HttpStatusCode.OK, await GetAsync(second, cookie));
        using (var signedOut = await SendAsync(second, HttpMethod.Post, "/logout", cookie, new FormUrlEncodedContent([])))
        {
            Assert.Equal(HttpStatusCode.SeeOther, signedOut.StatusCode);
        }

        await Eventually.HoldsAsync(async () => await GetAsync(first, cookie) != HttpStatusCode.OK, "the session has ended at the first gateway");

        // Also at one that starts with nothing of its own, after Redis was emptied.
        await fleet.Redis.AskAsync("FLUSHALL");
        await Eventually.HoldsAsync(
            async () => (await fleet.Redis.AskAsync("XRANGE", "pan123dav:lasting", "-", "+")).Contains("session-end", StringComparison.Ordinal),
            "Redis has it again");
        var third = fleet.Gateways[2];
        await third.KillAsync();
        Directory.Delete(third.DataDirectory, recursive: true);
        await third.StartAgainAsync();
        await Eventually.HoldsAsync(async () => await GetAsync(third, cookie) != HttpStatusCode.OK, "the session has ended at the third gateway");

        static async Task<HttpStatusCode> GetAsync(SharedGateway gateway, string cookie)
        {
            using var response = await SendAsync(gateway, HttpMethod.Get, "/dav/", cookie);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task File_OrderedByWayOfOneGateway_IsGivenToTheDownloadProxyByAnother()
    {
        const string token = "t0ken-of-the-shared-proxy";
        await using var fleet = await GatewayFleet.StartAsync(("Mounts", new[]
        {
            new
            {
                OriginUrls = "f0.mkv:1000:http://127.0.0.1:9/13/f0.mkv\nf1.mkv:1000:http://127.0.0.1:9/13/f1.mkv",
                SharedGateway.PrivateKey,
                Uid = 13,
                Delivery = "DownloadProxy",
                DownloadProxyUrl = "https://proxy.example/",
                DownloadProxyToken = token,
            },
        }));

        // On a machine that has no time Redis is now and then away for a moment, and then nobody else hears of an order.
        await Eventually.HoldsAsync(async () =>
        {
            Assert.Equal(302, await fleet.Gateways[0].GetStatusAsync(File));
            return await CallBackAsync(fleet.Gateways[1], File) == 200;
        }, "another gateway knows of the order");
        Assert.Equal(404, await CallBackAsync(fleet.Gateways[1], GatewayFleet.File(1)));

        static async Task<int> CallBackAsync(SharedGateway gateway, string path)
        {
            using var client = new HttpClient { BaseAddress = gateway.Client.BaseAddress };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/fs/link") { Content = JsonContent.Create(new { path }) };
            request.Headers.TryAddWithoutValidation("Authorization", token);
            using var response = await client.SendAsync(request);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return answer.RootElement.GetProperty("code").GetInt32();
        }
    }

    [Fact]
    public async Task ApiToken_IsTheSameEverywhere_AndRevokedEverywhere()
    {
        await using var fleet = await GatewayFleet.StartAsync();
        string[] command = ["api-token", "--user", SharedGateway.User];
        var token = "";
        await Eventually.HoldsAsync(async () =>
        {
            var tokens = await Task.WhenAll(fleet.Gateways.Select(gateway => gateway.RunAsync(command)));
            token = tokens[0];
            return tokens.Distinct().Count() == 1;
        }, "all gateways have one token");
        foreach (var gateway in fleet.Gateways)
        {
            await Eventually.HoldsAsync(async () => await UseAsync(gateway, token) == HttpStatusCode.OK, "the common token is taken");
        }

        var other = await fleet.Gateways[0].RunAsync([.. command, "--revoke"]);
        Assert.NotEqual(token, other);
        foreach (var gateway in fleet.Gateways)
        {
            await Eventually.HoldsAsync(async () => await UseAsync(gateway, token) == HttpStatusCode.Unauthorized, "the old token is refused");
            await Eventually.HoldsAsync(async () => await UseAsync(gateway, other) == HttpStatusCode.OK, "the new token is taken");
        }

        static async Task<HttpStatusCode> UseAsync(SharedGateway gateway, string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/dav/?format=text");
            request.Headers.TryAddWithoutValidation("Authorization", token);
            using var response = await gateway.Client.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task RequestLimit_SpentAtOneGateway_HoldsAtAnother()
    {
        await using var fleet = await GatewayFleet.StartAsync(("Budgets", new { PerUser = new { RequestsPerMinute = 40 } }));
        for (var i = 0; i < 40; i++)
        {
            await fleet.Gateways[0].GetStatusAsync("/none");
        }

        // It fills by two every three seconds, and of its own that gateway had forty. What was sent elsewhere may be known a second later.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var i = 0; await fleet.Gateways[1].GetStatusAsync("/none") != 429; i++)
        {
            Assert.InRange(i, 0, 35);
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task SignInFailures_AtOneGateway_CountAtAnother()
    {
        await using var fleet = await GatewayFleet.StartAsync(("SignIn", new { FailuresPerAddress = 10 }));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(fleet.Gateways[0], $"wrong-{i}"));
        }

        // Of its own that gateway would refuse the eleventh. What failed elsewhere it hears of half a second later.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var i = 0; await GuessAsync(fleet.Gateways[1], "wrong-10") != HttpStatusCode.TooManyRequests; i++)
        {
            Assert.InRange(i, 0, 8);
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.InRange((await fleet.Redis.AskAsync("XRANGE", "pan123dav:events", "-", "+")).IndexOf("nobody", StringComparison.Ordinal), -1, -1);

        static async Task<HttpStatusCode> GuessAsync(SharedGateway gateway, string password)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/dav/?format=text");
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"nobody:{password}")));
            using var response = await gateway.Client.SendAsync(request);
            return response.StatusCode;
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(SharedGateway gateway, HttpMethod method, string path, string? cookie, HttpContent? content = null)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = gateway.Client.BaseAddress };
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("Origin", gateway.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        }

        return await client.SendAsync(request);
    }
}
