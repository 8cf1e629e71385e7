using System.Net.Sockets;
using System.Text;
using Pan123Dav.Network;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Network;

[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class RefusedRequestsTests
{
    private const string Credentials = "bWFsbG9yeTpzM2NyZXQtd29yZA==";
    private const string Link = "sign=s3cret-of-a-link";

    [Theory]
    [InlineData($"GET /dav/ HTTP/1.1\r\nHost: h\r\nAuthorization : Basic {Credentials}\r\n\r\n", 400)]
    [InlineData($"GET /dav/ HTTP/1.1\r\nHost: h\r\nAuthorization\t: Basic {Credentials}\r\n\r\n", 400)]
    [InlineData($"GET /dav/ HTTP/1.1\r\nHost: h\r\n Authorization: Basic {Credentials}\r\n\r\n", 400)]
    [InlineData($"GET /d/a.mkv?{Link} HTTP/1.9\r\nHost: h\r\n\r\n", 505)]
    [InlineData($"GET /d/a b?{Link}&auth_key=1-2-3-4&pd=s3cret HTTP/1.1\r\nHost: h\r\n\r\n", 400)]
    [InlineData($"GET?{Link}\r\n\r\n", 400)]
    [InlineData($"GET /d/a.mkv?{Link} HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", 400)]
    [InlineData($"GET /d/a.mkv?{Link} HTTP/1.1\r\nHost: h/s3cret\r\n\r\n", 400)]
    [InlineData("LONG", 414)]
    [InlineData("HEADERS", 431)]
    public async Task Request_ThatKestrelRefuses_IsOneLineWithoutItsContent(string request, int status)
    {
        request = request switch
        {
            "LONG" => $"GET /{new string('a', 10_000)}?{Link} HTTP/1.1\r\nHost: h\r\n\r\n",
            "HEADERS" => $"GET / HTTP/1.1\r\nHost: h\r\nX-A: {new string('a', 40_000)}\r\n\r\n",
            _ => request,
        };
        var gateway = await GatewayHost.StartAsync(GatewayHost.Settings("a.mkv:1:1694101621:https://h.example/a",
            ("Users:0:Admin", "true")).Concat([new("Logging:LogLevel:Default", "Trace"), new("Logging:LogLevel:Microsoft", "Trace")]).ToDictionary());
        await using (gateway)
        {
            Assert.Equal(status, await SendAsync(gateway.Address, request));
        }

        var line = Assert.Single(gateway.LogText.Split('\n'), line => line.Contains("was refused with", StringComparison.Ordinal));
        Assert.Contains($" INF Pan123Dav.Network.RefusedRequests: A request from 127.0.0.1 was refused with {status}: ", line, StringComparison.Ordinal);
        Assert.All([Credentials, "bWFsbG9", "s3cret", "1-2-3-4"], secret => Assert.DoesNotContain(secret, gateway.LogText, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Invalid request header: 'Authorization : Basic abc'", "Invalid request header")]
    [InlineData("Request headers too long.", "Request headers too long")]
    [InlineData("", "")]
    public void ReasonOf_Message_IsWhatIsTheSameForEverybody(string message, string reason) => Assert.Equal(reason, RefusedRequests.GetReason(message));

    private static async Task<int> SendAsync(Uri address, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
