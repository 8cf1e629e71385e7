using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Links;
using Pan123Dav.Storage;
using Pan123Dav.Tests.Authentication.Passwords;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Media;

public sealed class SignedFileTests : IAsyncLifetime
{
    private const string Token = "a-token-that-the-owner-chose-0123456789";
    private const string Secret = "another-secret-of-at-least-32-chars";

    private const string Tree = """
        films:
          第 1 集 #1 100%+&.mkv:5:1694101621:https://vip.123pan.cn/13/a.mkv
          b.mkv:100:1694101621:https://vip.123pan.cn/13/b.mkv
        music:
          café.flac:7:1694101621:https://vip.123pan.cn/13/c.flac
        """;

    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(
        Tree, ("Users:0:ApiToken", Token), ("Users:1:Name", "anna"), ("Users:1:Password", "long password"),
        ("Users:1:Paths:0", "/music"), ("Users:1:ApiToken", Secret));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("GET", "/d")]
    [InlineData("HEAD", "/d")]
    [InlineData("GET", "/p")]
    [InlineData("HEAD", "/P")]
    public async Task SignedFile_ByAStranger_IsAFreshLinkThatNobodyKeeps(string method, string root)
    {
        const string Path = "/films/第 1 集 #1 100%+&.mkv";
        using var response = await SendAsync(method, $"{root}/films/{Uri.EscapeDataString("第 1 集 #1 100%+&.mkv")}?sign={AListSign.Create(Token, Path)}");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.StartsWith("https://vip.123pan.cn/13/a.mkv?auth_key=", response.Headers.GetValues("Location").Single(), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl is { NoStore: true, MaxAge: null });
        Assert.False(response.Content.Headers.Contains("Expires"));
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal(1, GetSpent(GatewayHost.User).Links);
    }

    [Theory]
    [InlineData("/d//films///b.mkv", "/films/b.mkv")]
    [InlineData("/d/music/cafe%CC%81.flac", "/music/café.flac")]
    [InlineData("/d/music/caf%C3%A9.flac", "/music/café.flac")]
    [InlineData("/d/./films/b.mkv", "/films/b.mkv")]
    public async Task SignedFile_HoweverThePathIsWritten_IsVerifiedDecoded(string target, string path)
    {
        foreach (var sign in new[] { AListSign.Create(Token, path), Uri.EscapeDataString(AListSign.Create(Token, path)), AListSign.Create(Token, path) + "/" })
        {
            Assert.Equal(302, await GetStatusAsync($"{target}?sign={sign}"));
        }
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("MediaBrowser Client=\"Emby Web\", Token=\"0123\"")]
    [InlineData("Basic bm9ib2R5Ondyb25n")]
    [InlineData("not-the-token-at-all-and-long-enough")]
    public async Task SignedFile_WithAnyAuthorizationHeader_GoesByTheSign(string authorization)
    {
        using var signed = await SendAsync("GET", $"/d/films/b.mkv?sign={AListSign.Create(Token, "/films/b.mkv")}", authorization);
        using var unsigned = await SendAsync("GET", "/d/films/b.mkv", authorization);

        Assert.Equal(HttpStatusCode.Found, signed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        Assert.True(unsigned.Headers.WwwAuthenticate.Count > 0);
    }

    public static TheoryData<string> WrongSigns => new(
        AListSign.Create(Token, "/films/a.mkv"), AListSign.Create(Token, "/d/films/b.mkv"),
        AListSign.Create(Token, "films/b.mkv"), AListSign.Create(Token, "/films/b.mkv", 1_000_000_000),
        AListSign.Create(Secret + "x", "/films/b.mkv"), AListSign.Create(Token, "/films/b.mkv").TrimEnd('0') + "9999999999",
        "x", ":", "%00", "%ff%fe", "%F0%9F%92%A9", new string('a', 4000),
        AListSign.Create(Token, "/films/b.mkv").Replace("=", "", StringComparison.Ordinal), "x&sign=" + AListSign.Create(Token, "/films/b.mkv"));

    [Theory]
    [MemberData(nameof(WrongSigns))]
    public async Task SignedFile_WithAWrongSign_Is401WithoutAChallengeWhoeverAsks(string sign)
    {
        foreach (var authorization in new[] { null, GatewayHost.Basic(GatewayHost.User, GatewayHost.Password).ToString(), Token, "Bearer " + Token })
        {
            foreach (var method in new[] { "GET", "HEAD" })
            {
                using var response = await SendAsync(method, $"/d/films/b.mkv?sign={sign}", authorization);

                Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
                Assert.Empty(response.Headers.WwwAuthenticate);
                Assert.False(response.Headers.Contains("Location"));
                Assert.True((await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length < 100);
            }
        }

        Assert.Equal(0, GetSpent(GatewayHost.User).Links);
    }

    [Theory]
    [InlineData("/d/films/b.mkv")]
    [InlineData("/d/films/b.mkv?sign=")]
    [InlineData("/dav/films/b.mkv")]
    public async Task File_ByAnyOtherCredential_IsTheUsers(string target)
    {
        foreach (var authorization in new[] { GatewayHost.Basic(GatewayHost.User, GatewayHost.Password).ToString(),
            Token, "Bearer " + Token, "bearer " + Token, Token })
        {
            using var response = await SendAsync("GET", target, authorization);
            Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        }

        Assert.Equal(1, GetSpent(GatewayHost.User).Links);
        Assert.Equal(401, await GetStatusAsync(target));
        Assert.Equal(401, await GetStatusAsync(target, "Bearer " + Token + "x"));
        Assert.Equal(404, await GetStatusAsync(target, Secret));
    }

    [Fact]
    public async Task SignedFile_OfAUserWhoMayNotSeeIt_IsNotThere()
    {
        Assert.Equal(404, await GetStatusAsync($"/d/films/b.mkv?sign={AListSign.Create(Secret, "/films/b.mkv")}"));
        Assert.Equal(302, await GetStatusAsync($"/d/music/caf%C3%A9.flac?sign={AListSign.Create(Secret, "/music/café.flac")}"));
        Assert.Equal((0, 1), (GetSpent(GatewayHost.User).Links, GetSpent("anna").Links));
    }

    [Theory]
    [InlineData("/d", "/")]
    [InlineData("/d/", "/")]
    [InlineData("/d/films", "/films")]
    [InlineData("/d/films/nothing.mkv", "/films/nothing.mkv")]
    [InlineData("/d/d/films/b.mkv", "/d/films/b.mkv")]
    public async Task SignedFile_ThatIsNone_Is404(string target, string path) =>
        Assert.Equal(404, await GetStatusAsync($"{target}?sign={AListSign.Create(Token, path)}"));

    [Theory]
    [InlineData("/d/films/..%2Fb.mkv")]
    [InlineData("/d/films/%00b.mkv")]
    [InlineData("/d/%ff")]
    public async Task SignedFile_OfAMalformedPath_Is400(string target)
    {
        var response = await RawResponse.SendAsync(_gateway.Address, "GET", $"{target}?sign={AListSign.Create(Token, "/")}", null, []);
        Assert.Equal(400, response.Status);
    }

    [Fact]
    public async Task SignedFile_OverTheBudget_Is429()
    {
        await _gateway.ReloadAsync(("Pan123Dav:Users:0:Budget:DailyLinks", "1"));
        Assert.Equal(302, await GetStatusAsync($"/d/films/b.mkv?sign={AListSign.Create(Token, "/films/b.mkv")}"));
        using var refused = await SendAsync("HEAD", $"/d/music/caf%C3%A9.flac?sign={AListSign.Create(Token, "/music/café.flac")}");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task SignedFile_UntilItsExpiry_IsGoodAndThenNot()
    {
        var expires = _gateway.Time.GetUtcNow().AddHours(1);
        Assert.True(StoragePath.TryParse("/films/第 1 集 #1 100%+&.mkv", out var path));
        var url = _gateway.Services.GetRequiredService<SignedPathUrls>().Create(_gateway.Address.ToString().TrimEnd('/'), GatewayHost.User, path, expires);

        Assert.Equal(302, await GetStatusAsync(url));
        _gateway.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(302, await GetStatusAsync(url));
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, await GetStatusAsync(url));
    }

    [Fact]
    public async Task SignsAndTokens_AndTheSignInThrottle_HaveNothingToDoWithEachOther()
    {
        for (var i = 0; i < 15; i++)
        {
            Assert.Equal(401, await GetStatusAsync("/d/films/b.mkv?sign=wrong"));
            Assert.Equal(401, await GetStatusAsync("/dav/films/b.mkv", $"a-wrong-token-of-some-length-{i:00000000}"));
            Assert.Equal(401, await GetStatusAsync("/dav/films/b.mkv", $"Bearer a-wrong-token-of-some-length-{i:00000000}"));
        }

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(401, await GetStatusAsync("/dav/films/b.mkv", GatewayHost.Basic("nobody", $"wrong{i}").ToString()));
        }

        Assert.Equal(429, await GetStatusAsync("/dav/films/b.mkv", GatewayHost.Basic("nobody", "wrong").ToString()));
        Assert.Equal(302, await GetStatusAsync("/dav/films/b.mkv", Token));
        Assert.Equal(401, await GetStatusAsync("/dav/films/b.mkv", "a-wrong-token-of-some-length-0123456789"));
        Assert.Equal(302, await GetStatusAsync($"/d/films/b.mkv?sign={AListSign.Create(Token, "/films/b.mkv")}"));
    }

    [Fact]
    public async Task SignedFile_AfterItsTokenIsReplaced_IsDeadWithinFiveSeconds()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);
        var token = gateway.Services.GetRequiredService<ApiTokens>().Find(GatewayHost.User)!.Value;
        var target = $"/d/films/b.mkv?sign={AListSign.Create(token, "/films/b.mkv")}";
        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal(302, await GetStatusAsync(target, gateway: gateway));
            Assert.Equal(302, await GetStatusAsync("/dav/films/b.mkv", token, gateway));
        }

        var another = ApiToken.Generate();
        gateway.Services.GetRequiredService<IApiTokenStore>().Replace(GatewayHost.User, another);
        gateway.Time.Advance(TimeSpan.FromSeconds(5));

        await Eventually.HoldsAsync(async () => await GetStatusAsync(target, gateway: gateway) == 401);
        Assert.Equal(401, await GetStatusAsync("/dav/films/b.mkv", token, gateway));
        Assert.Equal(302, await GetStatusAsync("/dav/films/b.mkv", another, gateway));
        Assert.Equal(302, await GetStatusAsync($"/d/films/b.mkv?sign={AListSign.Create(another, "/films/b.mkv")}", gateway: gateway));
    }

    [Fact]
    public async Task SignedFile_FromSeveralAddresses_IsPaidForOnce()
    {
        await using var gateway = await InProcessGateway.StartAsync(GatewayHost.Settings(Tree, ("Users:0:ApiToken", Token), ("Budgets:DailyLinks", "2")),
            new CountingHasher());
        var target = $"/d/films/b.mkv?sign={AListSign.Create(Token, "/films/b.mkv")}";
        foreach (var (method, address) in new[] { ("HEAD", "203.0.113.1"), ("GET", "203.0.113.2"), ("GET", "2001:db8::1") })
        {
            Assert.Equal(302, (await gateway.SendAsync(method, target, IPAddress.Parse(address), authorization: null)).StatusCode);
        }

        Assert.Equal(1, gateway.Services.GetRequiredService<UsageLedger>().At(gateway.Time.GetUtcNow()).GetUser(GatewayHost.User).Counter.Value.Links);
        Assert.Equal(302, (await gateway.SendAsync("GET", "/dav/films/b.mkv", IPAddress.Parse("203.0.113.1"), Token)).StatusCode);
        Assert.Equal(429, (await gateway.SendAsync("GET", "/dav/films/b.mkv", IPAddress.Parse("203.0.113.2"), Token)).StatusCode);
    }

    [Fact]
    public async Task SignedFile_InAPageOfAnotherSite_MayBeEmbeddedByItsSignOnly()
    {
        using var signed = await SendAsync("GET", $"/d/films/b.mkv?sign={AListSign.Create(Token, "/films/b.mkv")}",
            null, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors"));
        using var unsigned = await SendAsync("GET", "/d/films/b.mkv", GatewayHost.Basic(GatewayHost.User, GatewayHost.Password).ToString(),
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors"));

        Assert.Equal(HttpStatusCode.Found, signed.StatusCode);
        Assert.Equal("cross-origin", signed.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal(HttpStatusCode.Forbidden, unsigned.StatusCode);
    }

    private UsageTotals GetSpent(string user) =>
        _gateway.Services.GetRequiredService<UsageLedger>().At(_gateway.Time.GetUtcNow()).GetUser(user).Counter.Value;

    private async Task<int> GetStatusAsync(string target, string? authorization = null, GatewayHost? gateway = null)
    {
        using var response = await SendAsync(gateway ?? _gateway, "GET", target, authorization);
        return (int)response.StatusCode;
    }

    private Task<HttpResponseMessage> SendAsync(string method, string target, string? authorization = null, params (string Name, string Value)[] headers) =>
        SendAsync(_gateway, method, target, authorization, headers);

    private static async Task<HttpResponseMessage> SendAsync(
        GatewayHost gateway, string method, string target, string? authorization = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        foreach (var (name, value) in authorization is null ? headers : [("Authorization", authorization), .. headers])
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await gateway.Stranger.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
