using System.Net;
using Pan123Dav.Storage.Connections;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Connections;

public sealed class TcpConnectionTests
{
    // Often enough that some are reset between connecting and what the handler does next.
    private const int Tries = 2_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_HostThatResetsAtOnce_FailsAsAnyOther(bool isGuarded)
    {
        await using var server = new ResettingServer();
        using HttpMessageHandler handler = isGuarded
            ? new GuardedHandler(() => new SocketsHttpHandler(), _ => true)
            : new SocketsHttpHandler { ConnectCallback = TcpConnection.OpenAsync, UseProxy = false };
        using var client = new HttpMessageInvoker(handler, disposeHandler: false);

        for (var i = 0; i < Tries; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{server.Port}/");
            await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request, Cancellation));
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task OpenAsync_HostThatAnswers_IsReached(string host)
    {
        await using var server = new LoopbackServer();
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = TcpConnection.OpenAsync, UseProxy = false });

        using var answer = await client.GetAsync(new Uri($"http://{host}:{server.Port}/"), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task OpenAsync_NobodyThere_Fails()
    {
        await using var server = new ResettingServer();
        await server.DisposeAsync();
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = TcpConnection.OpenAsync, UseProxy = false });

        var exception = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync(new Uri($"http://127.0.0.1:{server.Port}/"), Cancellation));

        Assert.Equal(HttpRequestError.ConnectionError, exception.HttpRequestError);
    }
}
