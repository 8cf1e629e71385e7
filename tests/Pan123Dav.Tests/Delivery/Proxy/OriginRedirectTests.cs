using System.Net;
using System.Net.Sockets;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Faults;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Tests.Delivery.Proxy;

/// <summary>A content host that sends elsewhere: followed to hosts that the tree names, and nowhere else.</summary>
public sealed class OriginRedirectTests : OriginFaultTest
{
    [Fact]
    public async Task Get_RedirectWithinANamedHost_IsFollowed()
    {
        Fixture.Origin.Add("/moved/a b.bin", new EmulatorFile(DeliveryFixture.Content, DeliveryFixture.Modified) { Public = true });
        Fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { RedirectTo = "/moved/a%20b.bin#part" });
        using var response = await Fixture.Gateway.SendAsync("GET", "/dav/known.bin", ("Range", "bytes=5-9"));

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(DeliveryFixture.Bytes[5..10], await response.Content.ReadAsByteArrayAsync());
        Assert.False(response.Headers.Contains("Location"));
    }

    [Theory]
    [InlineData(new byte[] { 0xE7, 0xAC, 0xAC }, "%E7%AC%AC")]
    [InlineData(new byte[] { 0xB5, 0xDA }, "%B5%DA")]
    public async Task Get_RedirectInRawBytes_IsFollowedToTheSameBytes(byte[] name, string expected)
    {
        using var host = new TcpListener(IPAddress.Loopback, 0);
        host.Start();
        await using var gateway = await GatewayHost.StartAsync(
            $"a.bin:5:http://{host.LocalEndpoint}/13/a.bin", ("Mounts:0:Delivery", "Proxy"), ("Probe:Enabled", "false"));
        var asked = gateway.SendAsync("GET", "/dav/a.bin");

        await ServeAsync(host, [.. "HTTP/1.1 302 Found\r\nLocation: /moved/"u8, .. name, .. ".bin?a=b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8]);
        var followed = await ServeAsync(host, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"u8.ToArray());

        Assert.StartsWith($"GET /moved/{expected}.bin?a=b ", followed, StringComparison.Ordinal);
        using var response = await asked;
        Assert.Equal("hello", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_RedirectToAnotherPortOfThisMachine_IsNotFollowed()
    {
        await using var other = await EmulatorHost.StartAsync(
            new EmulatorOptions { PrivateKey = "x", Uid = 1, Switches = new EmulatorSwitches { AuthenticationOff = true } },
            0, TestContext.Current.CancellationToken);
        other.Add("/13/a.bin", new EmulatorFile(DeliveryFixture.Content, DeliveryFixture.Modified));
        Fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { RedirectTo = new Uri(other.Address, "13/a.bin").AbsoluteUri });
        using var response = await Fixture.Gateway.SendAsync("GET", "/dav/known.bin");

        await AssertFailureAsync(response, HttpStatusCode.BadGateway);
        Assert.Equal(0, other.Requests.Total);
        await AssertWarningAsync("known.bin", "that the tree does not name");
    }

    private static async Task<string> ServeAsync(TcpListener host, byte[] answer)
    {
        using var connection = await host.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var request = new byte[4096];
        var read = await connection.GetStream().ReadAtLeastAsync(request, 1, cancellationToken: TestContext.Current.CancellationToken);
        await connection.GetStream().WriteAsync(answer, TestContext.Current.CancellationToken);
        return System.Text.Encoding.ASCII.GetString(request, 0, read);
    }
}
