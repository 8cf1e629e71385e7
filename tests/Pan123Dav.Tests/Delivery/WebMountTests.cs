using System.Net;
using System.Text.Json.Nodes;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Delivery;

public sealed class WebMountTests
{
    [Theory]
    [InlineData("Share", "VLC/3.0.21 LibVLC/3.0.21")]
    [InlineData("Share", "rclone/v1.68")]
    [InlineData("Personal", "Mozilla/5.0")]
    [InlineData("Personal", "davfs2/1.7.0")]
    public async Task Get_FileWhileDeliveryIsAuto_ComesByProxyWhateverTheClient(string mount, string userAgent)
    {
        await using var fixture = await WebMountFixture.StartAsync();

        using var response = await fixture.GetAsync($"{mount}/films/a.bin", ("User-Agent", userAgent));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("proxy", Assert.Single(response.Headers.GetValues("X-Pan123Dav-Delivery")));
        Assert.Equal(DeliveryFixture.Hash(DeliveryFixture.Bytes), DeliveryFixture.Hash(await response.Content.ReadAsByteArrayAsync()));
    }

    [Theory]
    [InlineData("Share")]
    [InlineData("Personal")]
    public async Task Get_Range_ComesWithTheRefererOfTheSiteThatGaveTheLink(string mount)
    {
        await using var fixture = await WebMountFixture.StartAsync();
        fixture.Origin.Api = fixture.Origin.Api with { DownloadSite = new Uri("https://download.example"), Hops = 5 };

        using var response = await fixture.GetAsync($"{mount}/films/a.bin", ("Range", "bytes=1000-1999"));

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(DeliveryFixture.Bytes[1000..2000], await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("Share")]
    [InlineData("Personal")]
    public async Task Get_SeveralTimes_AsksForTheLinkOnce(string mount)
    {
        await using var fixture = await WebMountFixture.StartAsync();

        for (var i = 0; i < 3; i++)
        {
            using var response = await fixture.GetAsync($"{mount}/films/a.bin", ("Range", $"bytes={i}-{i}"));
            Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        }

        Assert.Equal(1, LinkCalls(fixture));
    }

    [Theory]
    [InlineData("Share")]
    [InlineData("Personal")]
    public async Task Get_LinkThatTheHostTakesNoMore_IsAskedForAnewOnce(string mount)
    {
        await using var fixture = await WebMountFixture.StartAsync();
        using (await fixture.GetAsync($"{mount}/films/a.bin"))
        {
            fixture.Origin.Api = fixture.Origin.Api with { SignatureRequired = false };
            fixture.OriginTime.Advance(TimeSpan.FromHours(2));
        }

        using var response = await fixture.GetAsync($"{mount}/films/a.bin");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(DeliveryFixture.Hash(DeliveryFixture.Bytes), DeliveryFixture.Hash(await response.Content.ReadAsByteArrayAsync()));
        Assert.Equal(2, LinkCalls(fixture));
    }

    [Theory]
    [InlineData("Share", null)]
    [InlineData("Share", "Redirect")]
    [InlineData("Personal", null)]
    [InlineData("Personal", "Redirect")]
    public async Task Get_EmptyFile_IsAnEmptyAnswerWithoutALink(string mount, string? delivery)
    {
        await using var fixture = await WebMountFixture.StartAsync(("Mounts:0:Delivery", delivery), ("Mounts:1:Delivery", delivery));

        using var response = await fixture.GetAsync($"{mount}/films/empty.txt");

        Assert.Equal((HttpStatusCode.OK, 0L), (response.StatusCode, response.Content.Headers.ContentLength));
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(response.Headers.ETag);
        Assert.Equal(0, LinkCalls(fixture));
    }

    [Fact]
    public async Task Get_RedirectByTheOwnersWish_IsHonouredAndWarnedOf()
    {
        await using var fixture = await WebMountFixture.StartAsync(
            ("Mounts:0:Delivery", "Redirect"), ("Clients:0:UserAgent", "Special/"), ("Clients:0:Delivery", "Redirect"));

        using var byMount = await fixture.GetAsync("Share/films/a.bin");
        using var byClient = await fixture.GetAsync("Personal/films/a.bin", ("User-Agent", "Special/1"));
        using var other = await fixture.GetAsync("Personal/films/a.bin");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect, HttpStatusCode.OK), (byMount.StatusCode, byClient.StatusCode, other.StatusCode));
        using var player = new HttpClient();
        Assert.Equal(HttpStatusCode.Forbidden, (await player.GetAsync(byMount.Headers.Location)).StatusCode);
        await Eventually.HoldsAsync(() => fixture.Gateway.LogText.Contains("Pan123Dav:Clients (Special/)", StringComparison.Ordinal), "the warning");
        Assert.Contains("Pan123Dav:Mounts:0:Delivery: ", fixture.Gateway.LogText, StringComparison.Ordinal);
        Assert.Contains("1010", fixture.Gateway.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_RedirectNowhereConfigured_WarnsOfNothing()
    {
        await using var fixture = await WebMountFixture.StartAsync();

        using (await fixture.GetAsync("Share/films/a.bin"))
        {
        }

        Assert.DoesNotContain("1010", fixture.Gateway.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callback_OfADownloadProxy_IsToldTheReferer()
    {
        await using var fixture = await WebMountFixture.StartAsync(
            ("Mounts:0:Delivery", "DownloadProxy"), ("Mounts:0:DownloadProxyUrl", "https://proxy.example"),
            ("Mounts:0:DownloadProxyToken", "t0ken-of-the-proxy"));
        fixture.Origin.Api = fixture.Origin.Api with { DownloadSite = new Uri("https://download.example") };
        using var order = await fixture.Gateway.SendAsync("GET", "/dav/Share/films/a.bin");
        Assert.Equal(HttpStatusCode.Redirect, order.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/fs/link") { Content = new StringContent("""{"path":"/Share/films/a.bin"}""") };
        request.Headers.TryAddWithoutValidation("Authorization", "t0ken-of-the-proxy");

        using var response = await fixture.Gateway.Stranger.SendAsync(request);

        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(200, (int)answer["code"]!);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"Referer":["https://download.example/"]}"""), answer["data"]!["header"]));
    }

    [Theory]
    [InlineData("LoginRequired", 503, "write the token of any account as AccessToken")]
    [InlineData("TrafficUsedUp", 429, "5113")]
    [InlineData("Refused", 403, "403")]
    [InlineData("Private", 502, "this machine or its network")]
    [InlineData("Endless", 502, "leads on and on")]
    public async Task Get_WhereAShareGivesNoLink_IsAClearAnswer(string what, int status, string logged)
    {
        await using var fixture = await WebMountFixture.StartAsync();
        fixture.Origin.Api = what switch
        {
            "LoginRequired" => fixture.Origin.Api with { LoginRequired = true },
            "TrafficUsedUp" => fixture.Origin.Api with { TrafficUsedUp = true },
            "Refused" => fixture.Origin.Api with { HopAnswer = ChainStepResponse.Refused },
            "Private" => fixture.Origin.Api with { HopTarget = new Uri("http://10.1.2.3/secret") },
            _ => fixture.Origin.Api with { Hops = int.MaxValue },
        };

        using var response = await fixture.GetAsync("Share/films/a.bin");

        Assert.Equal(status, (int)response.StatusCode);
        await Eventually.HoldsAsync(() => fixture.Gateway.LogText.Contains(logged, StringComparison.Ordinal), logged);
    }

    [Fact]
    public async Task Get_ShareThatWantsASignIn_WorksWithAToken()
    {
        await using var fixture = await WebMountFixture.StartAsync(("Mounts:0:AccessToken", "emulator-token-of-another-account"));
        fixture.Origin.Api = fixture.Origin.Api with { LoginRequired = true };

        using var response = await fixture.GetAsync("Share/films/a.bin");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Restart_OfTheGateway_DoesNotSignInAgain()
    {
        await using var fixture = await WebMountFixture.StartAsync();
        using (await fixture.GetAsync("Personal/films/a.bin"))
        {
        }

        await fixture.RestartGatewayAsync();
        using var response = await fixture.GetAsync("Personal/films/a.bin");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, fixture.Origin.Calls.Count(EmulatorEndpoint.SignIn));
    }

    private static long LinkCalls(WebMountFixture fixture) =>
        fixture.Origin.Calls.Count(EmulatorEndpoint.ShareDownloadInfo) + fixture.Origin.Calls.Count(EmulatorEndpoint.WebDownloadInfo);
}
