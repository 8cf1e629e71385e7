using System.Net;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Tests.Authentication.Passwords;

namespace Pan123Dav.Tests.Media;

/// <summary>Whose a signed file is: what that user may see and pays for, and what ends it.</summary>
public sealed class SignedFileUserTests : SignedFileTest
{
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

    [Fact]
    public async Task SignedFile_OverTheBudget_Is429()
    {
        await Gateway.ReloadAsync(("Pan123Dav:Users:0:Budget:DailyLinks", "1"));
        Assert.Equal(302, await GetStatusAsync($"/d/films/b.mkv?sign={AListSign.Create(Token, "/films/b.mkv")}"));
        using var refused = await SendAsync("HEAD", $"/d/music/caf%C3%A9.flac?sign={AListSign.Create(Token, "/music/café.flac")}");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
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
}
