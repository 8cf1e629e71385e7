using System.Net;
using Pan123Dav.Links;
using Pan123Dav.Storage;

namespace Pan123Dav.Tests.Media;

public sealed class SignedFileTests : SignedFileTest
{
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
        var response = await RawResponse.SendAsync(Gateway.Address, "GET", $"{target}?sign={AListSign.Create(Token, "/")}", null, []);
        Assert.Equal(400, response.Status);
    }

    [Fact]
    public async Task SignedFile_UntilItsExpiry_IsGoodAndThenNot()
    {
        var expires = Gateway.Time.GetUtcNow().AddHours(1);
        Assert.True(StoragePath.TryParse("/films/第 1 集 #1 100%+&.mkv", out var path));
        var url = Gateway.Services.GetRequiredService<SignedPathUrls>().Create(Gateway.Address.ToString().TrimEnd('/'), GatewayHost.User, path, expires);

        Assert.Equal(302, await GetStatusAsync(url));
        Gateway.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(302, await GetStatusAsync(url));
        Gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, await GetStatusAsync(url));
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
}
