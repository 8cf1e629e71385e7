using System.Net;
using System.Net.Sockets;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Delivery.Proxy;

/// <summary>A content host that resets a kept connection as the next request comes.</summary>
public sealed class KeptConnectionTests
{
    [Fact]
    public async Task Get_KeptConnectionIsReset_IsSentAgainOnAnother()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, answers: 1);
        await using var gateway = await GatewayHost.StartAsync($"a.bin:5:http://{listener.LocalEndpoint}/13/a.bin", ("Mounts:0:Delivery", "Proxy"));

        for (var i = 0; i < 4; i++)
        {
            using var response = await gateway.SendAsync("GET", "/dav/a.bin");
            Assert.Equal((i, HttpStatusCode.OK), (i, response.StatusCode));
            Assert.Equal("hello", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        listener.Stop();
        Assert.Equal(4, await serving);
    }

    [Fact]
    public async Task Get_EveryConnectionIsReset_Is502AfterTwo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, answers: 0);
        await using var gateway = await GatewayHost.StartAsync($"a.bin:5:http://{listener.LocalEndpoint}/13/a.bin", ("Mounts:0:Delivery", "Proxy"));
        using var response = await gateway.SendAsync("GET", "/dav/a.bin");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        listener.Stop();
        Assert.Equal(2, await serving);
    }

    // Answers so many requests on each connection, and resets it at the next one. How many connections there were.
    private static async Task<int> ServeAsync(TcpListener listener, int answers)
    {
        var connections = 0;
        try
        {
            while (true)
            {
                var connection = await listener.AcceptTcpClientAsync();
                connections++;
                _ = AnswerAsync(connection, answers);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return connections;
        }
    }

    private static async Task AnswerAsync(TcpClient connection, int answers)
    {
        using (connection)
        {
            var request = new byte[4096];
            for (var i = 0; i <= answers; i++)
            {
                if (await connection.GetStream().ReadAsync(request) == 0)
                {
                    return;
                }

                if (i < answers)
                {
                    await connection.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"u8.ToArray());
                }
            }

            // Without this the client would end its side in order first.
            connection.Client.Close(0);
        }
    }
}
