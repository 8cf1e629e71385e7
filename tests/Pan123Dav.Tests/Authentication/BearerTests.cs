using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Pan123Dav.Authentication;
using Pan123Dav.Gateway;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Authentication;

public sealed class BearerTests
{
    private const string Tree = "a.mkv:1:1694101621:https://vip.123pan.cn/13/1";

    private static readonly byte[] KeyBytes = RandomNumberGenerator.GetBytes(64);
    private static readonly string Key = Convert.ToBase64String(KeyBytes);
    private static readonly JwtOptions Options = new() { SigningKey = Key, Issuer = JwtOptions.OwnName };

    [Fact]
    public async Task Token_OfTheTokenCommand_SeesWhatItsUserSees()
    {
        await using var gateway = await StartAsync(("Users:1:Name", "anna"), ("Users:1:Password", "long password"), ("Users:1:Paths:0", "/nothing"));
        Assert.Equal(HttpStatusCode.Found, await GetAsync(gateway, Mint(gateway)));
        Assert.Equal(HttpStatusCode.Found, await GetAsync(gateway, Mint(gateway)));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(gateway, JwtIssuer.Create(Options, "anna", gateway.Time.GetUtcNow(), TimeSpan.FromDays(1))));
    }

    [Fact]
    public async Task Challenge_WithJwt_OffersBearerAfterBasic()
    {
        await using var gateway = await StartAsync();
        using var response = await gateway.Stranger.GetAsync("/dav/a.mkv");
        Assert.Equal(["Basic realm=\"Pan123Dav\", charset=\"UTF-8\"", "Bearer realm=\"Pan123Dav\""], response.Headers.GetValues("WWW-Authenticate"));
    }

    [Fact]
    public async Task Challenge_WithoutJwt_OffersBasicOnlyAndTokensAreNothing()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);
        using var response = await SendAsync(gateway, Mint(gateway));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Basic realm=\"Pan123Dav\", charset=\"UTF-8\"", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
    }

    [Fact]
    public async Task Token_AfterItsTime_IsRefusedAndDoesNotCount()
    {
        await using var gateway = await StartAsync(("SignIn:FailuresPerAddress", "1"));
        var token = JwtIssuer.Create(Options, GatewayHost.User, gateway.Time.GetUtcNow(), TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.Found, await GetAsync(gateway, token));
        gateway.Time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(29));
        Assert.Equal(HttpStatusCode.Found, await GetAsync(gateway, token));
        gateway.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(gateway, token));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(gateway, token));
        Assert.Equal(HttpStatusCode.Found, await GetAsync(gateway, Mint(gateway)));
    }

    [Fact]
    public async Task Token_ShorterThanTheMemoryOfRecognition_IsNotRecognisedBeyondItsTime()
    {
        await using var gateway = await StartAsync();
        var token = JwtIssuer.Create(Options, GatewayHost.User, gateway.Time.GetUtcNow(), TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Found, await GetAsync(gateway, token));
        gateway.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(gateway, token));
    }

    public static TheoryData<string> Forgeries => [.. Forge(DateTimeOffset.UnixEpoch).Keys];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Token_Forged_IsRefusedAndLeavesNoTraceOfItself(string forgery)
    {
        var gateway = await StartAsync();
        var token = Forge(gateway.Time.GetUtcNow())[forgery];
        await using (gateway)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(gateway, token));
        }

        Assert.DoesNotContain("Exception", gateway.LogText, StringComparison.Ordinal);
        Assert.True(token.Length < 10 || !gateway.LogText.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_OfARemovedUserOrAnOldKey_StopsAtReload()
    {
        await using var gateway = await StartAsync(("Users:1:Name", "anna"), ("Users:1:Password", "long password"));
        var anna = JwtIssuer.Create(Options, "anna", gateway.Time.GetUtcNow(), TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Found, await GetAsync(gateway, anna));

        await ReloadAsync(gateway, ("Users:1:Name", "ben"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(gateway, anna));

        var own = Mint(gateway);
        Assert.Equal(HttpStatusCode.Found, await GetAsync(gateway, own));
        await ReloadAsync(gateway, ("Jwt:SigningKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(gateway, own));
    }

    [Fact]
    public async Task Token_WrongTooOften_IsRefusedUnseenButARecognisedOneGoesOn()
    {
        await using var gateway = await StartAsync(("SignIn:FailuresPerAddress", "3"));
        var recognised = Mint(gateway);
        Assert.Equal(HttpStatusCode.Found, await GetAsync(gateway, recognised));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(gateway, $"nonsense{i}"));
        }

        using var refused = await SendAsync(gateway, JwtIssuer.Create(Options, GatewayHost.User, gateway.Time.GetUtcNow(), TimeSpan.FromDays(2)));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(15), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.Found, await GetAsync(gateway, recognised));
    }

    [Fact]
    public async Task Token_OfAProvider_IsTakenWhenThatSignedItForAConfiguredUser()
    {
        using var rsa = RSA.Create(2048);
        await using var provider = await TestProvider.StartAsync(rsa);
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Jwt:Authority", provider.Issuer), ("Jwt:Audience", "drive"));
        var now = gateway.Time.GetUtcNow();
        using var other = RSA.Create(2048);

        Assert.Equal(HttpStatusCode.Found, await GetAsync(gateway, provider.Mint(GatewayHost.User, "drive", now)));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(gateway, provider.Mint("nobody", "drive", now)));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(gateway, provider.Mint(GatewayHost.User, "other", now)));
        Assert.Equal(HttpStatusCode.Unauthorized,
            await GetAsync(gateway, provider.Mint(GatewayHost.User, "drive", now, new RsaSecurityKey(other) { KeyId = "1" })));

        // The classic confusion: the public key taken for the secret of an HMAC.
        var confused = Mint(gateway, new Dictionary<string, object> { ["sub"] = GatewayHost.User }, "drive", provider.Issuer, rsa.ExportSubjectPublicKeyInfo());
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(gateway, confused));
    }

    [Fact]
    public async Task Token_WhenTheProviderIsGone_Is503AndCountsForNothing()
    {
        var gateway = await GatewayHost.StartAsync(Tree, ("Jwt:Authority", "http://127.0.0.1:9/"), ("SignIn:FailuresPerAddress", "2"));
        await using (gateway)
        {
            for (var i = 0; i < 20; i++)
            {
                using var response = await SendAsync(gateway, Mint(gateway));
                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter?.Delta);
                gateway.Time.Advance(TimeSpan.FromSeconds(1));
            }

            Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(gateway, "no token at all"));
            using var password = await gateway.SendAsync("GET", "/dav/a.mkv");
            Assert.Equal(HttpStatusCode.Found, password.StatusCode);
        }

        Assert.Equal(2, gateway.LogText.Split("cannot be asked for its keys").Length);

        Assert.DoesNotContain("Exception", gateway.LogText, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Forge(DateTimeOffset now)
    {
        var user = new Dictionary<string, object> { ["sub"] = GatewayHost.User };
        var good = JwtIssuer.Create(Options, GatewayHost.User, now, TimeSpan.FromDays(1)).Split('.');
        return new Dictionary<string, string>
        {
            ["empty"] = "",
            ["nonsense"] = "nonsense",
            ["dots"] = "....",
            ["no base64"] = "%%%.%%%.%%%",
            ["no json"] = "e30x.e30x.e30x",
            ["long"] = new string('a', 9000),
            ["of another key"] = JwtIssuer.Create(Options with { SigningKey = Convert.ToBase64String(new byte[32]) },
                GatewayHost.User, now, TimeSpan.FromDays(1)),
            ["for another audience"] = JwtIssuer.Create(Options with { Audience = "other" }, GatewayHost.User, now, TimeSpan.FromDays(1)),
            ["of another issuer"] = JwtIssuer.Create(Options with { Issuer = "other" }, GatewayHost.User, now, TimeSpan.FromDays(1)),
            ["of nobody"] = JwtIssuer.Create(Options, "nobody", now, TimeSpan.FromDays(1)),
            ["from the future"] = JwtIssuer.Create(Options, GatewayHost.User, now.AddMinutes(2), TimeSpan.FromDays(1)),
            ["from the past"] = JwtIssuer.Create(Options, GatewayHost.User, now.AddDays(-3), TimeSpan.FromDays(1)),
            ["without a signature"] = $"{good[0]}.{good[1]}.",
            ["of no algorithm"] = $"{Base64UrlEncoder.Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{good[1]}.",
            ["of another algorithm"] = Mint(now, user, JwtOptions.OwnName, JwtOptions.OwnName, KeyBytes, SecurityAlgorithms.HmacSha512),
            ["without a subject"] = Mint(now, [], JwtOptions.OwnName, JwtOptions.OwnName, KeyBytes),
            ["of two subjects"] = Mint(now, new Dictionary<string, object> { ["sub"] = new[] { GatewayHost.User, "nobody" } },
                JwtOptions.OwnName, JwtOptions.OwnName, KeyBytes),
            ["without an end"] = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
            {
                Claims = user,
                Issuer = JwtOptions.OwnName,
                Audience = JwtOptions.OwnName,
                SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(KeyBytes), SecurityAlgorithms.HmacSha256),
            }),
            ["with another payload"] = $"{good[0]}.{Base64UrlEncoder.Encode("{\"sub\":\"x\"}")}.{good[2]}",
        };
    }

    private static string Mint(GatewayHost gateway) => JwtIssuer.Create(Options, GatewayHost.User, gateway.Time.GetUtcNow(), TimeSpan.FromDays(1));

    private static string Mint(GatewayHost gateway, Dictionary<string, object> claims, string audience, string issuer, byte[] key) =>
        Mint(gateway.Time.GetUtcNow(), claims, audience, issuer, key);

    private static string Mint(
        DateTimeOffset now, Dictionary<string, object> claims, string audience, string issuer, byte[] key, string algorithm = SecurityAlgorithms.HmacSha256) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            Audience = audience,
            Issuer = issuer,
            NotBefore = now.UtcDateTime,
            IssuedAt = now.UtcDateTime,
            Expires = now.AddDays(1).UtcDateTime,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), algorithm),
        });

    private static Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings) =>
        GatewayHost.StartAsync(Tree, [("Jwt:SigningKey", Key), .. settings]);

    private static async Task<HttpStatusCode> GetAsync(GatewayHost gateway, string token)
    {
        using var response = await SendAsync(gateway, token);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(GatewayHost gateway, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dav/a.mkv");
        request.Headers.TryAddWithoutValidation("Authorization", new AuthenticationHeaderValue("Bearer", token).ToString());
        return await gateway.Stranger.SendAsync(request);
    }

    private static Task ReloadAsync(GatewayHost gateway, params (string Key, string? Value)[] settings)
    {
        var configuration = gateway.Services.GetRequiredService<IConfiguration>();
        foreach (var (key, value) in settings)
        {
            configuration["Pan123Dav:" + key] = value;
        }

        return gateway.Services.GetRequiredService<SnapshotReloadService>().ReloadAsync();
    }
}
