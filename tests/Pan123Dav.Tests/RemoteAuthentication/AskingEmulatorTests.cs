using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.RemoteAuthentication;

/// <summary>The emulator asks the gateway for each request, as 123's CDN does.</summary>
public sealed class AskingEmulatorTests : IAsyncLifetime
{
    private const string Song = "/13/音乐/第 1 集 100%.flac";

    private EmulatorHost _origin = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _origin = await EmulatorHost.StartAsync(new EmulatorOptions
    {
        PrivateKey = GatewayHost.PrivateKey,
        Uid = 13,
        Switches = new EmulatorSwitches { AcceptExpired = true },
        Files = new Dictionary<string, EmulatorFile>
        {
            [Song] = new(EmulatorContent.PseudoRandom(1000, 1), DateTimeOffset.UnixEpoch),
            ["/13/b.mkv"] = new(EmulatorContent.PseudoRandom(1000, 2), DateTimeOffset.UnixEpoch),
        },
    }, 0, Token);

    public ValueTask DisposeAsync() => _origin.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Play_FromTheFirstAddresses_WorksAndFromAThirdItDoesNot(bool escapes)
    {
        await using var gateway = await StartAsync();
        Ask(gateway, new EmulatedRemoteAuth(Address(gateway)) { Escapes = escapes });
        var link = await GetLinkAsync(gateway, "song.flac");

        Assert.Equal((200, 206, 403, 200), (
            await PlayAsync(link, "1.1.1.1"), await PlayAsync(link, "2001:db8::1", "bytes=500-"),
            await PlayAsync(link, "3.3.3.3"), await PlayAsync(link, "1.1.1.1")));
        Assert.Equal(4, _origin.Requests.RemoteAuthCalls);
        Assert.Equal(403, await PlayAsync(link.Split("&pd=")[0], "1.1.1.1"));
    }

    [Fact]
    public async Task Play_InTheMiddleOfAFilm_EndsWithABudgetAStopAndItsUser()
    {
        await using var gateway = await StartAsync(("Users:1:Name", "admin"),
            ("Users:1:Password", "admin-password"), ("Users:1:Admin", "true"), ("Users:2:Name", "spender"),
            ("Users:2:Password", "spender-password"), ("Budgets:DailyBytes", "1500"));
        using var admin = gateway.CreateClient("admin", "admin-password");
        using var spender = gateway.CreateClient("spender", "spender-password");
        Ask(gateway, new EmulatedRemoteAuth(Address(gateway)));
        var film = await GetLinkAsync(gateway, "song.flac");
        Assert.Equal(206, await PlayAsync(film, "1.1.1.1", "bytes=0-99"));

        var other = await GetLinkAsync(gateway, "b.mkv", spender);
        Assert.Equal(206, await PlayAsync(film, "1.1.1.1", "bytes=100-199"));
        await gateway.ReloadAsync(("Pan123Dav:Budgets:DailyBytes", "900"));
        Assert.Equal((403, 403), (await PlayAsync(film, "1.1.1.1", "bytes=200-299"), await PlayAsync(other, "2.2.2.2")));
        await gateway.ReloadAsync(("Pan123Dav:Budgets:DailyBytes", "1500"));
        Assert.Equal(206, await PlayAsync(film, "1.1.1.1", "bytes=200-299"));

        using var stopped = await admin.DeleteAsync("/api/v1/links?user=spender", Token);
        Assert.Equal((403, 206), (await PlayAsync(other, "2.2.2.2"), await PlayAsync(film, "1.1.1.1", "bytes=300-399")));

        await gateway.ReloadAsync(("Pan123Dav:Users:0:Name", "another"));
        Assert.Equal(403, await PlayAsync(film, "1.1.1.1", "bytes=400-499"));
    }

    [Fact]
    public async Task Proxy_OfTheGateway_CarriesATicketOfItsOwn()
    {
        await using var gateway = await StartAsync(("Mounts:0:Delivery", "Proxy"));
        Ask(gateway, new EmulatedRemoteAuth(Address(gateway)));

        using var response = await gateway.SendAsync("GET", "/dav/song.flac");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1000, (await response.Content.ReadAsByteArrayAsync(Token)).Length);
        Assert.Equal(1, _origin.Requests.RemoteAuthCalls);
    }

    [Fact]
    public async Task Probe_OfAMissingSize_CarriesATicketOfItsOwn()
    {
        await using var gateway = await StartAsync(("Probe:Enabled", "true"));
        Ask(gateway, new EmulatedRemoteAuth(Address(gateway)));

        await Eventually.HoldsAsync(async () =>
        {
            using var head = await gateway.SendAsync("HEAD", "/dav/b.mkv");
            return head.Content.Headers.ContentLength == 1000;
        });
    }

    [Fact]
    public async Task Play_WhenTheGatewayDoesNotAnswer_IsRefusedUnlessTheCacheIsTrusted()
    {
        await using var gateway = await StartAsync();
        Ask(gateway, new EmulatedRemoteAuth(Address(gateway)) { TrustsCache = true });
        var link = await GetLinkAsync(gateway, "song.flac");
        Assert.Equal((200, 200), (await PlayAsync(link, "1.1.1.1"), await PlayAsync(link, "9.9.9.9")));

        using var silent = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        Ask(gateway, new EmulatedRemoteAuth(new Uri($"http://{silent.LocalEndpoint}/remote-auth")) { Timeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(403, await PlayAsync(link, "1.1.1.1"));
        silent.Stop();
        Assert.Equal(403, await PlayAsync(link, "1.1.1.1"));
        Ask(gateway, new EmulatedRemoteAuth(Address(gateway)) { TrustsCache = true });
        Assert.Equal(200, await PlayAsync(link, "9.9.9.9"));
    }

    private static Uri Address(GatewayHost gateway) => new(gateway.Address, "/remote-auth");

    private Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings) => GatewayHost.StartAsync(
        $"song.flac:1000:1694101621:{_origin.Address}13/音乐/第 1 集 100%25.flac\nb.mkv:{_origin.Address}13/b.mkv",
        [("RemoteAuthentication:Enabled", "true"), ("Budgets:UnknownSizeBytes", "1000"), .. settings]);

    private void Ask(GatewayHost gateway, EmulatedRemoteAuth asking)
    {
        Assert.NotNull(gateway);
        _origin.Switches = _origin.Switches with { RemoteAuth = asking };
    }

    private static async Task<string> GetLinkAsync(GatewayHost gateway, string file, HttpClient? client = null)
    {
        using var response = await (client ?? gateway.Client).GetAsync("/dav/" + file, Token);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.OriginalString;
    }

    private static async Task<int> PlayAsync(string link, string visitor, string? range = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get,
            new Uri(link, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Add(EmulatedRemoteAuth.VisitorHeader, visitor);
        request.Headers.TryAddWithoutValidation("Range", range);
        using var response = await client.SendAsync(request, Token);
        return (int)response.StatusCode;
    }
}
