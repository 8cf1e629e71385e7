using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

/// <summary>The same answers over HTTP/2 with prior knowledge, and over TLS by HTTP/1.1 and by HTTP/2, which ALPN agrees on.</summary>
public sealed class TransportTests
{
    private const string Tree = "films:\n  第 1 集.mkv:100:1694101621:https://vip.123pan.cn/13/1.mkv\n  b.srt:5:https://vip.123pan.cn/13/b.srt";

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    public async Task Gateway_OverAnyTransport_AnswersTheSame(bool tls, int version)
    {
        using var certificate = CreateCertificate();
        await using var gateway = await StartAsync(tls, certificate);
        using var client = CreateClient(gateway, tls ? certificate : null, version);
        var file = "/dav/films/" + Uri.EscapeDataString("第 1 集.mkv");

        using var listing = await SendAsync(client, "PROPFIND", "/dav/films", null, ("Depth", "1"));
        Assert.Equal(HttpStatusCode.MultiStatus, listing.StatusCode);
        Assert.Equal(new Version(version, version == 1 ? 1 : 0), listing.Version);
        Assert.Equal(["/dav/films/", file, "/dav/films/b.srt"], DavResponse.Parse(await listing.Content.ReadAsByteArrayAsync()).Select(r => r.Href));

        const string body = "<propfind xmlns=\"DAV:\"><prop><getcontentlength/><x xmlns=\"urn:x\"/></prop></propfind>";
        using var named = await SendAsync(client, "PROPFIND", file, body, ("Depth", "0"));
        Assert.Equal("100", DavResponse.Parse(await named.Content.ReadAsByteArrayAsync()).Single()["getcontentlength"]);

        using var redirect = await SendAsync(client, "GET", file, null, ("User-Agent", "VLC/3.0.20"));
        Assert.Equal(HttpStatusCode.Redirect, redirect.StatusCode);
        Assert.StartsWith("https://vip.123pan.cn/13/1.mkv?auth_key=", redirect.Headers.GetValues("Location").Single(), StringComparison.Ordinal);

        foreach (var (method, path, status) in new[]
        {
            ("HEAD", file, 200), ("OPTIONS", "/", 200), ("GET", "/dav/", 200), ("PUT", file, 405),
            ("GET", "/dav/nothing", 404), ("GET", "/dav/a%2Fb", 400), ("PROPFIND", "/dav/./films", 207),
        })
        {
            using var response = await SendAsync(client, method, path, method == "PUT" ? "content" : null);

            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        }

        client.DefaultRequestHeaders.Authorization = null;
        using var stranger = await SendAsync(client, "GET", file, null);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal("Basic realm=\"Pan123Dav\", charset=\"UTF-8\"", stranger.Headers.GetValues("WWW-Authenticate").Single());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Http2Client_CancelsItsStream_IsNoError(bool tls)
    {
        using var certificate = CreateCertificate();
        var gateway = await StartAsync(tls, certificate);
        await using (gateway)
        {
            using var client = CreateClient(gateway, tls ? certificate : null, 2);
            for (var round = 0; round < 20; round++)
            {
                foreach (var method in new[] { "PROPFIND", "PUT", "MKCOL" })
                {
                    using var body = new NeverEndingContent();
                    using var request = CreateRequest(client, method, "/dav/", body);
                    using var cancel = new CancellationTokenSource();
                    var sending = client.SendAsync(request, cancel.Token);
                    await Task.WhenAny(body.Begun, sending);
                    await cancel.CancelAsync();
                    await sending.ContinueWith(static _ => { }, TaskScheduler.Default);
                }
            }

            using var response = await SendAsync(client, "HEAD", "/dav/", null);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.DoesNotMatch("(?m)^\\S+ (ERR|FTL) ", gateway.LogText);
        Assert.DoesNotMatch("(?m)^ +at ", gateway.LogText);
    }

    private static Task<GatewayHost> StartAsync(bool tls, X509Certificate2 certificate) => GatewayHost.StartAsync(
        GatewayHost.Settings(Tree),
        services => services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (tls)
            {
                listen.UseHttps(certificate);
            }
            else
            {
                // Without TLS there is nothing to agree on a version by.
                listen.Protocols = HttpProtocols.Http2;
            }
        })));

    private static HttpClient CreateClient(GatewayHost gateway, X509Certificate2? expected, int version)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == expected?.GetCertHashString(),
        };
        var client = new HttpClient(handler)
        {
            BaseAddress = new UriBuilder(gateway.Address) { Scheme = expected is null ? "http" : "https" }.Uri,
            DefaultRequestVersion = new Version(version, version == 1 ? 1 : 0),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        client.DefaultRequestHeaders.Authorization = GatewayHost.Basic(GatewayHost.User, GatewayHost.Password);
        return client;
    }

    private static HttpRequestMessage CreateRequest(HttpClient client, string method, string path, HttpContent? content) => new(new HttpMethod(method), path)
    {
        Version = client.DefaultRequestVersion,
        VersionPolicy = client.DefaultVersionPolicy,
        Content = content,
    };

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, string method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = CreateRequest(client, method, path, body is null ? null : new StringContent(body));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    /// <summary>A body that begins and does not end.</summary>
    private sealed class NeverEndingContent : HttpContent
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync("<propfind"u8.ToArray(), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            _begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
