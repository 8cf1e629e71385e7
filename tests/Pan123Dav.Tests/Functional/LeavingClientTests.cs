using System.Net;
using System.Net.Sockets;
using System.Text;
using Pan123Dav.Tests.Delivery;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

/// <summary>Clients that reset, close or half-close while anything is on its way, in either direction: nothing of that is an operator's business.</summary>
[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class LeavingClientTests
{
    private const int Rounds = 12;
    private const int Members = 3_000;

    // What is sent before the client leaves; some of it announces more than comes.
    private static readonly (string Method, string Target, string More)[] Requests =
    [
        ("GET", "/dav/a.mkv", ""),
        ("HEAD", "/dav/a.mkv", ""),
        ("GET", "/dav/big/?format=html", ""),
        ("GET", "/dav/big/?format=json", ""),
        ("GET", "/dav/big/?format=text", ""),
        ("GET", "/dav/nothing", ""),
        ("GET", "/dav/%zz", ""),
        ("GET", "/dav/../x", ""),
        ("OPTIONS", "/dav/", ""),
        ("PROPFIND", "/dav/big", "Depth: 1\r\n"),
        ("PROPFIND", "/dav/", ""),
        ("PROPFIND", "/dav/", "Depth: x\r\n"),
        ("PROPFIND", "/dav/", "Content-Length: 1000\r\n\r\n<propfind"),
        ("PROPFIND", "/dav/", "Transfer-Encoding: chunked\r\n\r\n20\r\n<propfind"),
        ("PUT", "/dav/a.mkv", "Content-Length: 100000\r\n\r\nabc"),
        ("PUT", "/dav/b.mkv", "Transfer-Encoding: chunked\r\n\r\n5\r\nabc"),
        ("MKCOL", "/dav/new", ""),
        ("LOCK", "/dav/a.mkv", "Content-Length: 500\r\n\r\n<lockinfo"),
        ("POST", "/api/fs/link", "Content-Length: 500\r\n\r\n{\"path\""),
        ("GET", "/healthz/ready", ""),
        ("GET", "/metrics", ""),
        ("GET", "/api/v1/usage", ""),
    ];

    [Theory]
    [InlineData("half-close")]
    [InlineData("reset")]
    [InlineData("close")]
    public async Task Client_LeavesAnywhere_IsNoErrorAndNoStackTrace(string way)
    {
        var tree = new StringBuilder("a.mkv:1:1694101621:https://vip.123pan.cn/13/a.mkv\nbig:\n");
        for (var i = 0; i < Members; i++)
        {
            tree.Append("  ").Append(i).Append(".mkv:1:1694101621:https://vip.123pan.cn/13/").Append(i).Append('\n');
        }

        var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?>(GatewayHost.Settings(
                tree.ToString(),
                ("Mounts:0:Delivery", "DownloadProxy"),
                ("Mounts:0:DownloadProxyUrl", "https://dl.example"),
                ("Mounts:0:DownloadProxyToken", "token-of-sixteen-letters"),
                ("Users:0:Budget:DailyLinks", "5"),

                // A call-back without its token counts as a wrong password, and this test sends more of them than an address may.
                ("SignIn:FailuresPerAddress", "100000")))
            {
                ["Logging:LogLevel:Pan123Dav"] = "Debug",
            });
        await using (gateway)
        {
            for (var round = 0; round < Rounds; round++)
            {
                await Task.WhenAll(Requests.Select(request => LeaveAsync(gateway.Address, request, signedIn: true, way)));
                await Task.WhenAll(Requests.Select(request => LeaveAsync(gateway.Address, request, signedIn: false, way)));
            }

            using var response = await gateway.SendAsync("HEAD", "/dav/a.mkv");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        AssertCalm(gateway.LogText);
    }

    [Theory]
    [InlineData("half-close")]
    [InlineData("reset")]
    public async Task Client_LeavesAProxiedFile_IsNoErrorAndNoStackTrace(string way)
    {
        var fixture = await DeliveryFixture.StartAsync("a.bin:300000:1709210096:{origin}/13/a.bin", ("Mounts:0:Delivery", "Proxy"));
        await using (fixture)
        {
            for (var round = 0; round < Rounds; round++)
            {
                await LeaveAsync(fixture.Gateway.Address, ("GET", "/dav/a.bin", ""), true, way);
            }

            Assert.Equal(DeliveryFixture.Size, (await fixture.Gateway.Client.GetByteArrayAsync("/dav/a.bin")).Length);
        }

        AssertCalm(fixture.Gateway.LogText);
    }

    private static void AssertCalm(string log)
    {
        Assert.DoesNotMatch("(?m)^\\S+ (WRN|ERR|FTL) ", log);
        Assert.DoesNotMatch("(?m)^ +at ", log);
    }

    private static async Task LeaveAsync(Uri address, (string Method, string Target, string More) request, bool signedIn, string way)
    {
        using var socket = await SendAsync(address, request, signedIn);
        switch (way)
        {
            case "half-close":
                socket.Shutdown(SocketShutdown.Send);
                await DrainAsync(socket);
                break;
            case "reset":
                socket.LingerState = new LingerOption(true, 0);
                break;
        }
    }

    private static async Task<Socket> SendAsync(Uri address, (string Method, string Target, string More) request, bool signedIn)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var credentials = signedIn ? $"Authorization: {GatewayHost.Basic(GatewayHost.User, GatewayHost.Password)}\r\n" : "";
        var head = $"{request.Method} {request.Target} HTTP/1.1\r\nHost: x\r\n{credentials}{request.More}";
        head = request.More.Contains("\r\n\r\n", StringComparison.Ordinal) ? head : head + "\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task DrainAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken) > 0)
            {
                // To the end.
            }
        }
        catch (SocketException)
        {
            // Cut off: as good.
        }
    }
}
