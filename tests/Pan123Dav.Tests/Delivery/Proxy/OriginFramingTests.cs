using System.Net;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Delivery.Proxy;

/// <summary>Content hosts whose headers do not tell, or tell in two ways, which bytes the file has (RFC 9112 section 6, RFC 9110 section 14.4).</summary>
public sealed class OriginFramingTests
{
    private const string Part = "HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n";

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: \"gzip\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip;q=1\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gz ip\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5, 3\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551621\r\n\r\nhello")]
    public async Task Get_BodyWhoseEndOrFormIsUnsure_Is502(string answer)
    {
        using var host = new OneAnswerHost(answer);
        await using var gateway = await StartAsync(host);
        using var response = await gateway.SendAsync("GET", "/dav/a.bin");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding:\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    public async Task Get_BodyThatIsPlain_IsPassedOn(string answer)
    {
        using var host = new OneAnswerHost(answer);
        await using var gateway = await StartAsync(host);
        using var response = await gateway.SendAsync("GET", "/dav/a.bin");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("hello", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(Part + "Content-Range: bytes 0-4/9\r\nContent-Range: bytes 4-8/9\r\n\r\nhello", HttpStatusCode.BadGateway)]
    [InlineData(Part + "Content-Type: multipart/byteranges; boundary=B\r\nContent-Range: bytes 0-4/9\r\n\r\nhello", HttpStatusCode.BadGateway)]
    [InlineData(Part + "Content-Range: Bytes 0-4/9\r\n\r\nhello", HttpStatusCode.PartialContent)]
    public async Task Get_Part_IsWhatItsOneRangeSays(string answer, HttpStatusCode expected)
    {
        using var host = new OneAnswerHost(answer);
        await using var gateway = await StartAsync(host);
        using var response = await gateway.SendAsync("GET", "/dav/a.bin", ("Range", "bytes=0-4"));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Get_PartThatEndsWhereNumbersEnd_Is502()
    {
        // One byte more than can be counted, of a file whose size neither the tree nor the host tells.
        using var host = new OneAnswerHost(
            "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-9223372036854775807/*\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        await using var gateway = await StartAsync(host);
        using var response = await gateway.SendAsync("GET", "/dav/a.bin", ("Range", "bytes=0-"));

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\nContent-Length: 3\r\n\r\n")]
    public async Task Head_LengthIsUnsure_IsNotLearnt(string answer)
    {
        using var host = new OneAnswerHost(answer);
        await using var gateway = await StartAsync(host, ("Probe:Enabled", "true"));
        using var response = await gateway.SendAsync("HEAD", "/dav/a.bin");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Content.Headers.ContentLength);
    }

    private static Task<GatewayHost> StartAsync(OneAnswerHost host, params (string Key, string? Value)[] settings) => GatewayHost.StartAsync(
        $"a.bin:http://{host.Authority}/13/a.bin", [("Mounts:0:Delivery", "Proxy"), ("Probe:Enabled", "false"), .. settings]);
}
