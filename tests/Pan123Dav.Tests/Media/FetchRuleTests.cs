using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Media;

/// <summary>
/// How Jellyfin's server fetches what a <c>.strm</c> file says: with .NET's HttpClient, which follows redirects
/// but not from https to http, and takes no credentials from an address.
/// </summary>
public sealed class FetchRuleTests : IAsyncLifetime
{
    private const int Size = 100_000;

    private readonly EmulatorContent _content = EmulatorContent.PseudoRandom(Size, seed: 4);
    private EmulatorHost _origin = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Tree => $"f.mkv:{Size}:1694101621:{_origin.Address}13/f.mkv\n";

    public async ValueTask InitializeAsync()
    {
        _origin = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            PrivateKey = GatewayHost.PrivateKey,
            Uid = 13,
            TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero))
        }, 0, Token);
        _origin.Add("/13/f.mkv", new EmulatorFile(_content, DateTimeOffset.UnixEpoch.AddDays(1)));
    }

    public ValueTask DisposeAsync() => _origin.DisposeAsync();

    [Fact]
    public async Task Fetch_TheLinkOfAStrmFile_FollowsToTheContent()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Strm:Enabled", "true"));
        using var jellyfin = new HttpClient();
        var link = await gateway.Client.GetStringAsync("/strm/f.strm", Token);

        using var answer = await RelayAsync(jellyfin, link);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(_content.ToArray(), await answer.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Fetch_AnAddressWithAPassword_IsRefusedAsItIsNotSent()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);
        using var jellyfin = new HttpClient();
        var address = new UriBuilder(gateway.Address) { Path = "/dav/f.mkv", UserName = "anybody", Password = Uri.EscapeDataString(GatewayHost.Password) };

        using var answer = await RelayAsync(jellyfin, address.Uri.AbsoluteUri);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("Redirect", HttpStatusCode.Redirect)]
    [InlineData("Proxy", HttpStatusCode.PartialContent)]
    public async Task Fetch_OverHttpsWhatLeadsToHttp_EndsAtTheRedirectUnlessItIsPassedOn(string delivery, HttpStatusCode status)
    {
        using var certificate = CreateCertificate();
        var settings = GatewayHost.Settings(Tree, ("Strm:Enabled", "true"), ("Mounts:0:Delivery", delivery));
        await using var gateway = await GatewayHost.StartAsync(settings, services => services.Configure<KestrelServerOptions>(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate))));
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var jellyfin = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Address, "/strm/f.strm"))
        {
            Headers = { Authorization = GatewayHost.Basic(GatewayHost.User, GatewayHost.Password) }
        };
        using var line = await jellyfin.SendAsync(request, Token);
        var link = await line.Content.ReadAsStringAsync(Token);

        using var answer = await RelayAsync(jellyfin, link);

        Assert.StartsWith("https://", link);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Fetch_AProbeAndThenAPlayer_CostTheProbesPriceAndTheFilm()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Strm:Enabled", "true"), ("Users:0:Budget:ProbeBytes", "1000"));
        var link = await gateway.Client.GetStringAsync("/strm/f.strm", Token);
        using var ffprobe = new HttpClient();
        ffprobe.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Lavf/61.7.100");
        using var viewer = new HttpClient();

        using var probed = await RelayAsync(ffprobe, link);
        using var again = await RelayAsync(ffprobe, link);
        Assert.Equal(new UsageTotals(1, 1000, 0), Spent(gateway));
        using var played = await RelayAsync(viewer, link);

        Assert.Equal(new UsageTotals(2, 1000 + Size, 0), Spent(gateway));
    }

    private static UsageTotals Spent(GatewayHost gateway) =>
        gateway.Services.GetRequiredService<UsageLedger>().At(gateway.Time.GetUtcNow()).Gateway.Value;

    // As Jellyfin hands a viewer's Range on.
    private static async Task<HttpResponseMessage> RelayAsync(HttpClient client, string link)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        request.Headers.TryAddWithoutValidation("Range", "bytes=0-");
        return await client.SendAsync(request, Token);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
