using System.Net;
using System.Net.Sockets;
using Pan123Dav.Storage.Connections;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Connections;

public sealed class GuardedHandlerTests : IAsyncDisposable
{
    private const string Named = "named";

    // Public, and never anybody's who answers.
    private static readonly IPAddress Outside = IPAddress.Parse("198.18.0.1");

    private readonly LoopbackServer _server = new();
    private IPAddress[] _addresses = [IPAddress.Loopback];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task SendAsync_NameThatLeadsInside_IsRefusedUnlessItIsNamed(string address)
    {
        _addresses = [IPAddress.Parse(address)];
        using var client = Client();

        await Assert.ThrowsAsync<AddressRefusedException>(() => SendAsync(client, "other"));
        Assert.Equal(0, _server.Connections);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.0.0.1.")]
    [InlineData("localhost")]
    [InlineData("localhost.")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("[fe80::1%25eth0]")]
    public async Task SendAsync_WaysToWriteThisMachine_NeverGetThere(string host)
    {
        using var client = new HttpMessageInvoker(new GuardedHandler(() => new SocketsHttpHandler(), _ => false));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => SendAsync(client, host));
        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public async Task SendAsync_NamedHostInside_IsAsked()
    {
        using var client = Client();

        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, Named));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, Named));
    }

    [Fact]
    public async Task SendAsync_ConnectionThatWasOpenedForAnother_IsNotUsed()
    {
        var isNamed = true;
        using var client = Client(_ => isNamed);
        await SendAsync(client, Named);
        isNamed = false;

        await Assert.ThrowsAsync<AddressRefusedException>(() => SendAsync(client, Named));
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task SendAsync_NameThatLeadsInsideAndOutside_GoesOutsideOnly()
    {
        _addresses = [IPAddress.Loopback, Outside];
        using var client = Client(connectTimeout: TimeSpan.FromSeconds(1));

        // Out there nobody answers, or the network says so.
        var exception = await Record.ExceptionAsync(() => SendAsync(client, "other"));

        Assert.True(exception is not (null or AddressRefusedException));
        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public async Task SendAsync_NamedHostInsideAndOutside_MayGoInside()
    {
        _addresses = [Outside, IPAddress.Loopback];
        using var client = Client();

        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, Named));
    }

    [Fact]
    public async Task SendAsync_NameWithoutAddresses_Fails()
    {
        _addresses = [];
        using var client = Client();

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(client, Named));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private HttpMessageInvoker Client(Func<HttpRequestMessage, bool>? mayBeInner = null, TimeSpan? connectTimeout = null) => new(new GuardedHandler(
        () => new SocketsHttpHandler { ConnectTimeout = connectTimeout ?? TimeSpan.FromSeconds(30), UseProxy = false },
        mayBeInner ?? (request => request.RequestUri!.Host == Named),
        (_, _) => Task.FromResult(_addresses)));

    private async Task<HttpStatusCode> SendAsync(HttpMessageInvoker client, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{host}:{_server.Port}/");
        using var response = await client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
