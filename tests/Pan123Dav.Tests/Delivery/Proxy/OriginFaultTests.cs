using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Delivery;
using Pan123Dav.Delivery.Proxy;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Faults;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Http;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Delivery.Proxy;

/// <summary>A content host that misbehaves: a short answer before the first byte, a cut connection after it, and a warning that names the resource.</summary>
public sealed class OriginFaultTests : IAsyncLifetime
{
    private const string Tree = """
        known.bin:300000:1709210096:{origin}/13/a.bin
        unknown.bin:{origin}/13/a.bin
        page.html:{origin}/13/page
        """;

    private DeliveryFixture _fixture = null!;

    public async ValueTask InitializeAsync() =>
        _fixture = await DeliveryFixture.StartAsync(Tree, ("Mounts:0:Delivery", "Proxy"), ("Probe:Enabled", "false"));

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    public static TheoryData<string, EmulatorFault> FailingBeforeTheFirstByte => new()
    {
        { "known.bin", new EmulatorFault { LengthError = 5 } },
        { "known.bin", new EmulatorFault { LengthError = -5 } },
        { "known.bin", new EmulatorFault { Html = true } },
        { "unknown.bin", new EmulatorFault { Html = true } },
        { "known.bin", new EmulatorFault { HeaderBytes = 10_000_000 } },
        { "known.bin", new EmulatorFault { Status = 500 } },
        { "known.bin", new EmulatorFault { Status = 429 } },
        { "known.bin", new EmulatorFault { RefuseFirst = 2 } },
        { "known.bin", new EmulatorFault { RedirectTo = "/13/a.bin" } },
        { "known.bin", new EmulatorFault { RedirectTo = "ftp://127.0.0.1/13/a.bin" } },
        { "known.bin", new EmulatorFault { RedirectTo = "file:///etc/passwd" } },
        { "known.bin", new EmulatorFault { RedirectTo = "http://[::1]:9/13/a.bin" } },
        { "known.bin", new EmulatorFault { RedirectTo = "http://169.254.169.254/latest" } },
        { "known.bin", new EmulatorFault { RedirectTo = "http://10.0.0.1/13/a.bin" } },
        { "known.bin", new EmulatorFault { RedirectTo = "http://localhost:9/13/a.bin" } },
        { "known.bin", new EmulatorFault { RedirectTo = "http://2130706433:9/13/a.bin" } },
        { "known.bin", new EmulatorFault { RedirectTo = "http://[::ffff:127.0.0.1]:9/13/a.bin" } },
    };

    [Theory]
    [MemberData(nameof(FailingBeforeTheFirstByte), DisableDiscoveryEnumeration = true)]
    public async Task Get_BadAnswer_IsAShort502AndAWarning(string name, EmulatorFault fault)
    {
        _fixture.Origin.SetFault("/13/a.bin", fault);
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/" + name);

        await AssertFailureAsync(response, HttpStatusCode.BadGateway);
        await AssertWarningAsync(name, "could not be passed on");
        Assert.True(_fixture.Origin.Requests.Total <= 6);
    }

    [Fact]
    public async Task Get_PartOfAnotherLength_Is502()
    {
        _fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { LengthError = 5 });
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/known.bin", ("Range", "bytes=5-9"));

        await AssertFailureAsync(response, HttpStatusCode.BadGateway);
    }

    [Theory]
    [InlineData("known.bin", 1000, 0)]
    [InlineData("unknown.bin", 1000, 0)]
    [InlineData("unknown.bin", null, 5)]
    public async Task Get_EndsTooEarly_IsCutOffAndNeverTakenForTheWhole(string name, int? after, int lengthError)
    {
        _fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { TruncateAfter = after, LengthError = lengthError });

        await AssertNotReadAsync(name);
        if (after is null)
        {
            await AssertWarningAsync(name, "was cut off");
        }
    }

    [Fact]
    public async Task Get_SilenceBeforeTheAnswer_Is504()
    {
        _fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { Latency = Timeout.InfiniteTimeSpan });
        var get = _fixture.Gateway.SendAsync("GET", "/dav/known.bin");
        await PassTimeUntilAsync(get);
        using var response = await get;

        await AssertFailureAsync(response, HttpStatusCode.GatewayTimeout);
        await Eventually.HoldsAsync(() => _fixture.Origin.Requests.Running == 0);
    }

    [Fact]
    public async Task Get_SilenceWithinTheAnswer_IsCutOff()
    {
        _fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { StallAfter = 100_000 });
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/known.bin");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using var content = await response.Content.ReadAsStreamAsync();

        // Only now is the content host silent: time that passed before would be its silence before the answer.
        await content.ReadExactlyAsync(new byte[100_000]).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        var rest = content.CopyToAsync(Stream.Null);
        await PassTimeUntilAsync(rest);
        await Assert.ThrowsAnyAsync<Exception>(() => rest);

        await AssertWarningAsync("known.bin", "was cut off");
    }

    [Fact]
    public async Task Get_LinkRefusedOnce_IsSignedAgain()
    {
        _fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { RefuseFirst = 1 });
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/known.bin");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(DeliveryFixture.Hash(DeliveryFixture.Bytes), DeliveryFixture.Hash(await response.Content.ReadAsByteArrayAsync()));
        Assert.Equal(2, _fixture.Origin.Requests.Total);
    }

    [Fact]
    public async Task Get_FileIsGone_Is404()
    {
        _fixture.Origin.Remove("/13/a.bin");
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/known.bin");

        await AssertFailureAsync(response, HttpStatusCode.NotFound);
        await AssertWarningAsync("known.bin", "does not have it");
    }

    [Fact]
    public async Task Get_HostDoesNotListen_Is502()
    {
        await _fixture.Origin.DisposeAsync();
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/known.bin");

        await AssertFailureAsync(response, HttpStatusCode.BadGateway);
    }

    [Fact]
    public async Task Get_RangeIgnored_IsTheWholeFile()
    {
        _fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { IgnoreRange = true });
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/known.bin", ("Range", "bytes=5-9"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(DeliveryFixture.Hash(DeliveryFixture.Bytes), DeliveryFixture.Hash(await response.Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task Get_RedirectWithinANamedHost_IsFollowed()
    {
        _fixture.Origin.Add("/moved/a b.bin", new EmulatorFile(DeliveryFixture.Content, DeliveryFixture.Modified) { Public = true });
        _fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { RedirectTo = "/moved/a%20b.bin#part" });
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/known.bin", ("Range", "bytes=5-9"));

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
        _fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { RedirectTo = new Uri(other.Address, "13/a.bin").AbsoluteUri });
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/known.bin");

        await AssertFailureAsync(response, HttpStatusCode.BadGateway);
        Assert.Equal(0, other.Requests.Total);
        await AssertWarningAsync("known.bin", "that the tree does not name");
    }

    [Fact]
    public async Task Get_PageOfHtml_IsShownInASandbox()
    {
        _fixture.Origin.Add("/13/page", new EmulatorFile(EmulatorContent.Text("<p>"), DeliveryFixture.Modified) { ContentType = "text/html" });
        using var response = await _fixture.Gateway.SendAsync("GET", "/dav/page.html");

        Assert.Equal("<p>", await response.Content.ReadAsStringAsync());
        Assert.Equal("sandbox", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("a.mkv", false)]
    [InlineData("a.flac", false)]
    [InlineData("a.jpg", false)]
    [InlineData("a.webp", false)]
    [InlineData("a.txt", false)]
    [InlineData("a.pdf", false)]
    [InlineData("a.svg", true)]
    [InlineData("a.xhtml", true)]
    [InlineData("a.atom", true)]
    [InlineData("a.xaml", true)]
    [InlineData("a.osdx", true)]
    [InlineData("a.xml", true)]
    [InlineData("a.css", true)]
    [InlineData("a.js", true)]
    [InlineData("a.bin", true)]
    [InlineData("a", true)]
    public void WriteHead_AnythingThatMayRun_IsInASandbox(string name, bool isSandboxed)
    {
        var context = new DefaultHttpContext();
        var type = ContentTypes.GetText(System.Text.Encoding.UTF8.GetBytes(name));
        OriginExchange.WriteHead(context.Response, new Representation(default, default, "\"e\"", DeliveryFixture.Modified.UtcDateTime, type), 1);

        Assert.Equal(isSandboxed ? "sandbox" : "", context.Response.Headers.ContentSecurityPolicy.ToString());
        Assert.Equal("nosniff", context.Response.Headers.XContentTypeOptions);
    }

    private static async Task<string> ServeAsync(TcpListener host, byte[] answer)
    {
        using var connection = await host.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var request = new byte[4096];
        var read = await connection.GetStream().ReadAtLeastAsync(request, 1, cancellationToken: TestContext.Current.CancellationToken);
        await connection.GetStream().WriteAsync(answer, TestContext.Current.CancellationToken);
        return System.Text.Encoding.ASCII.GetString(request, 0, read);
    }

    private static async Task AssertFailureAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("proxy", response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(body.Length < 400);
        Assert.Equal(XName.Get("error", "DAV:"), XElement.Parse(body).Name);
        Assert.DoesNotContain("127.0.0.1", body, StringComparison.Ordinal);
        Assert.Null(response.Headers.ETag);
    }

    private async Task AssertNotReadAsync(string name)
    {
        HttpResponseMessage response;
        try
        {
            response = await _fixture.Gateway.SendAsync("GET", "/dav/" + name);
        }
        catch (HttpRequestException)
        {
            // Cut so early that not even the head was read.
            return;
        }

        using var _ = response;
        if (response.StatusCode != HttpStatusCode.BadGateway)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsByteArrayAsync());
        }
    }

    private Task AssertWarningAsync(string name, string text) => Eventually.HoldsAsync(() => _fixture.Gateway.LogText.Split('\n')
        .Any(line => line.Contains($"/{name} ", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal)));

    private async Task PassTimeUntilAsync(Task task)
    {
        await Eventually.HoldsAsync(() => _fixture.Origin.Requests.Total > 0);
        await Eventually.HoldsAsync(() =>
        {
            _fixture.Gateway.Time.Advance(TimeSpan.FromSeconds(31));
            return task.IsCompleted;
        });
    }
}
