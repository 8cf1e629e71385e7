using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Storage.Connections;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Storage.Tests.Remote.Http;

/// <summary>The clients as the gateway gets them.</summary>
public sealed class StorageHttpClientsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_HostThatOwnerWroteAtAPrivateAddress_IsAsked()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var served = ServeAsync(listener);
        await using var provider = new ServiceCollection().AddStorageClients().BuildServiceProvider();

        var answer = await Transport(provider, address).SendAsync("x", new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/x")), Cancellation);

        Assert.Equal((HttpStatusCode)210, answer.Status);
        Assert.Equal("hello", System.Text.Encoding.ASCII.GetString(answer.Body.Span));
        await served;
    }

    [Theory]
    [InlineData("https://api.example", false)]
    [InlineData("http://localhost", true)]
    public async Task SendAsync_NameThatLeadsIntoTheOwnersNetwork_IsRefusedUnlessItIsTheOwnersOwn(string baseUrl, bool isAllowed)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new HttpMessageInvoker(AddressGuard.CreateHandler(() => new SocketsHttpHandler()));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        AddressGuard.SetHome(request, new Uri(baseUrl));
        var served = isAllowed ? ServeAsync(listener) : Task.CompletedTask;

        var exception = await Record.ExceptionAsync(() => client.SendAsync(request, Cancellation));

        Assert.Equal(isAllowed, exception is null);
        Assert.True(isAllowed || exception is AddressRefusedException);
        Assert.False(listener.Pending());
        await served;
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task SendAsync_BodyThatIsNotCompressedAsItSays_IsMalformed(string coding)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var served = ServeAsync(listener, $"Content-Encoding: {coding}\r\n", "\u00ff\u00ff\u00ff\u00ff\u00ff");
        await using var provider = new ServiceCollection().AddStorageClients().BuildServiceProvider();

        var fault = await Assert.ThrowsAsync<StorageException>(
            () => Transport(provider, address).SendAsync("x", new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/x")), Cancellation));

        Assert.Equal(StorageError.Malformed, fault.Error);
        await served;
    }

    [Theory]
    [InlineData("http://cdn.example/第 1 集.mkv?x=é#top", false, "http://cdn.example/%E7%AC%AC%201%20%E9%9B%86.mkv?x=%C3%A9")]
    [InlineData("http://cdn.example/é.mkv", false, "http://cdn.example/%C3%A9.mkv")]
    [InlineData("http://cdn.example/é.mkv", true, "http://cdn.example/%E9.mkv")]
    [InlineData("/rel/第 1 集.mkv", false, "http://from.example/rel/%E7%AC%AC%201%20%E9%9B%86.mkv")]
    [InlineData("//cdn.example/é", true, "http://cdn.example/%E9")]
    [InlineData("http://网盘.example/a.mkv", false, "http://xn--vzyr4p.example/a.mkv")]
    public async Task Redirect_RawBytesInLocation_AreKeptAndEscaped(string location, bool isLatin1, string expected)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var bytes = (isLatin1 ? System.Text.Encoding.Latin1 : System.Text.Encoding.UTF8).GetBytes(location);
        var served = ServeAsync(listener, $"Location: {System.Text.Encoding.Latin1.GetString(bytes)}\r\n");
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/a");
        await using var provider = new ServiceCollection().AddStorageClients().BuildServiceProvider();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        AddressGuard.SetHome(request, address);

        using var response = await provider.GetRequiredService<IHttpClientFactory>().CreateClient(StorageHttpClients.WebDav).SendAsync(request, Cancellation);

        Assert.Equal(expected, RedirectTarget.Read(new Uri("http://from.example/x/y"), response)?.OriginalString);
        await served;
    }

    [Fact]
    public async Task SendAsync_HostThatFailsAgainAndAgain_IsLeftAloneForAWhile()
    {
        var asked = 0;
        var services = new ServiceCollection().AddStorageClients();
        services.AddHttpClient(StorageHttpClients.OpenPlatform).ConfigurePrimaryHttpMessageHandler(() => new Support.FakeHttp(_ =>
        {
            asked++;
            return new HttpResponseMessage(HttpStatusCode.BadGateway);
        }));
        await using var provider = services.BuildServiceProvider();
        var transport = Transport(provider, new Uri("https://api.example"));
        StorageException? last = null;
        for (var times = 0; times < 40 && last is null; times++)
        {
            last = await Record.ExceptionAsync(
                () => transport.SendAsync("x", new HttpRequestMessage(HttpMethod.Get, "https://api.example/x"), Cancellation)) as StorageException;
        }

        Assert.Equal((StorageError.Unavailable, StorageHttpClients.BreakDuration), (last!.Error, last.RetryAfter!.Value));
        Assert.InRange(asked, 20, 30);
    }

    private static ApiTransport Transport(IServiceProvider provider, Uri baseUrl) =>
        new(new FactoryClients(provider.GetRequiredService<IHttpClientFactory>()), StorageHttpClients.OpenPlatform, baseUrl, new ApiLimits(), default);

    private static async Task ServeAsync(TcpListener listener, string header = "", string body = "hello")
    {
        using var connection = await listener.AcceptTcpClientAsync(Cancellation);
        var stream = connection.GetStream();
        await stream.ReadAtLeastAsync(new byte[4096], 1, cancellationToken: Cancellation);
        await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes($"HTTP/1.1 210 Fine\r\n{header}Content-Length: 5\r\nConnection: close\r\n\r\n{body}"),
            Cancellation);
    }

    private sealed class FactoryClients(IHttpClientFactory factory) : IStorageHttpClients
    {
        public HttpClient CreateClient(string name) => factory.CreateClient(name);
    }
}
