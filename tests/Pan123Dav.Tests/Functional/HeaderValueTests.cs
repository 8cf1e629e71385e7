using System.Text;
using Pan123Dav.Tests.Delivery;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

/// <summary>Header values that are no UTF-8, and targets in every form that RFC 9112 section 3.2 has.</summary>
public sealed class HeaderValueTests : IAsyncLifetime
{
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(
        "a.mp4:1000:1694101621:https://vip.123pan.cn/13/a.mp4", ("Clients:0:UserAgent", "播放器/"), ("Clients:0:ValidDuration", "7"));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("GET", "User-Agent", 302)]
    [InlineData("GET", "Referer", 302)]
    [InlineData("GET", "Cookie", 302)]
    [InlineData("GET", "X-Forwarded-User", 302)]
    [InlineData("GET", "From", 302)]
    [InlineData("GET", "Range", 302)]
    [InlineData("GET", "If-None-Match", 302)]
    [InlineData("GET", "If-Modified-Since", 302)]
    [InlineData("GET", "If-Range", 302)]
    [InlineData("GET", "Sec-Purpose", 302)]
    [InlineData("GET", "X-Forwarded-For", 302)]
    [InlineData("GET", "X-Forwarded-Prefix", 302)]
    [InlineData("HEAD", "User-Agent", 200)]
    [InlineData("OPTIONS", "User-Agent", 200)]
    [InlineData("PROPFIND", "Prefer", 207)]
    [InlineData("PROPFIND", "Content-Type", 207)]
    [InlineData("PUT", "Destination", 405)]
    public async Task Request_HeaderThatIsNoUtf8_IsAsWithoutIt(string method, string name, int status)
    {
        foreach (byte[] value in new byte[][] { [0xE9], [0xB2, 0xA5, 0xB7, 0xC5], [0xFF, 0xFE], [0xC3, 0x28], Encoding.UTF8.GetBytes("é 播放") })
        {
            var response = await SendAsync(method, "/dav/a.mp4", name, value);

            Assert.Equal(status, response.Status);
        }
    }

    [Theory]
    [InlineData("Depth", 400)]
    [InlineData("Authorization", 401)]
    public async Task Request_HeaderWithAMeaning_IsReadAsGarbage(string name, int status)
    {
        var response = await SendAsync("PROPFIND", "/dav/a.mp4", name, [0xE9]);

        Assert.Equal(status, response.Status);
        Assert.NotEqual("", response.Head);
    }

    [Fact]
    public async Task ClientRule_NotAscii_MatchesAUserAgentInUtf8()
    {
        var response = await SendAsync("GET", "/dav/a.mp4", "User-Agent", Encoding.UTF8.GetBytes("播放器/1.0"));

        Assert.Contains($"auth_key={_gateway.Time.GetUtcNow().AddMinutes(7).ToUnixTimeSeconds()}-", response.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_HeadersThatAreNoUtf8_StayHere()
    {
        await using var fixture = await DeliveryFixture.StartAsync("a.bin:300000:1709210096:{origin}/13/a.bin", ("Mounts:0:Delivery", "Proxy"));
        var response = await SendAsync(fixture.Gateway, "GET", "/dav/a.bin", "Cookie: a=\xFF\r\nUser-Agent", [0x76, 0xE9, 0x6F]);

        Assert.Equal(200, response.Status);
        Assert.Contains("User-Agent: Pan123Dav", fixture.HeadersSeen);
        Assert.DoesNotContain(fixture.HeadersSeen, header => header.StartsWith("Cookie", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("GET", "http://drive.example.com/dav/a.mp4", 302)]
    [InlineData("GET", "http://drive.example.com:8080/dav/a.mp4?x=1", 302)]
    [InlineData("GET", "https://drive.example.com/dav/a.mp4", 302)]
    [InlineData("GET", "http://DRIVE.EXAMPLE.COM/dav/a.mp4", 302)]
    [InlineData("GET", "http://[::1]:80/dav/./a.mp4", 302)]
    [InlineData("GET", "http://drive.example.com/dav/../a.mp4", 400)]
    [InlineData("GET", "http://drive.example.com/dav/%2e%2e/a.mp4", 400)]
    [InlineData("GET", "http://drive.example.com/dav/nothing", 404)]
    [InlineData("PROPFIND", "http://drive.example.com", 207)]
    [InlineData("PROPFIND", "http://drive.example.com/", 207)]
    [InlineData("OPTIONS", "http://drive.example.com/dav/", 200)]
    [InlineData("OPTIONS", "*", 200)]
    [InlineData("GET", "*", 405)]
    [InlineData("PUT", "http://drive.example.com/dav/a.mp4", 405)]
    [InlineData("GET", "/dav/a.mp4", 302)]
    public async Task Target_OfAnyForm_IsAnswered(string method, string target, int status)
    {
        var response = await SendAsync(method, target, "Depth", "0"u8.ToArray());

        Assert.Equal(status, response.Status);
    }

    [Theory]
    [InlineData("PROPFIND", "/dav/")]
    [InlineData("POST", "/api/fs/list")]
    public async Task Chunk_LongerThanAnyNumber_Is400(string method, string target)
    {
        var response = await SendAsync(method, target, "Transfer-Encoding", "chunked\r\n\r\nffffffffffffffff"u8.ToArray());

        Assert.Equal(400, response.Status);
    }

    private Task<RawResponse> SendAsync(string method, string target, string name, byte[] value) => SendAsync(_gateway, method, target, name, value);

    // The Host header is another than any of the targets'.
    private static Task<RawResponse> SendAsync(GatewayHost gateway, string method, string target, string name, byte[] value)
    {
        var authorization = name == "Authorization" ? "" : $"Authorization: {GatewayHost.Basic(GatewayHost.User, GatewayHost.Password)}\r\n";
        var head = $"{method} {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{authorization}{name}: ";
        return RawResponse.SendAsync(gateway.Address, [.. Encoding.Latin1.GetBytes(head), .. value, .. "\r\n\r\n"u8]);
    }
}
