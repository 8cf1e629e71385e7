using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Faults;

namespace Pan123Dav.Tests.Delivery.Proxy;

/// <summary>A content host that misbehaves: a short answer before the first byte, a cut connection after it, and a warning that names the resource.</summary>
public sealed class OriginFaultTests : OriginFaultTest
{
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
        Fixture.Origin.SetFault("/13/a.bin", fault);
        using var response = await Fixture.Gateway.SendAsync("GET", "/dav/" + name);

        await AssertFailureAsync(response, HttpStatusCode.BadGateway);
        await AssertWarningAsync(name, "could not be passed on");
        Assert.True(Fixture.Origin.Requests.Total <= 6);
    }

    [Fact]
    public async Task Get_PartOfAnotherLength_Is502()
    {
        Fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { LengthError = 5 });
        using var response = await Fixture.Gateway.SendAsync("GET", "/dav/known.bin", ("Range", "bytes=5-9"));

        await AssertFailureAsync(response, HttpStatusCode.BadGateway);
    }

    [Theory]
    [InlineData("known.bin", 1000, 0)]
    [InlineData("unknown.bin", 1000, 0)]
    [InlineData("unknown.bin", null, 5)]
    public async Task Get_EndsTooEarly_IsCutOffAndNeverTakenForTheWhole(string name, int? after, int lengthError)
    {
        Fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { TruncateAfter = after, LengthError = lengthError });

        await AssertNotReadAsync(name);
        if (after is null)
        {
            await AssertWarningAsync(name, "was cut off");
        }
    }

    [Fact]
    public async Task Get_SilenceBeforeTheAnswer_Is504()
    {
        Fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { Latency = Timeout.InfiniteTimeSpan });
        var get = Fixture.Gateway.SendAsync("GET", "/dav/known.bin");
        await PassTimeUntilAsync(get);
        using var response = await get;

        await AssertFailureAsync(response, HttpStatusCode.GatewayTimeout);
        await Eventually.HoldsAsync(() => Fixture.Origin.Requests.Running == 0);
    }

    [Fact]
    public async Task Get_SilenceWithinTheAnswer_IsCutOff()
    {
        Fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { StallAfter = 100_000 });
        using var response = await Fixture.Gateway.SendAsync("GET", "/dav/known.bin");
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
        Fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { RefuseFirst = 1 });
        using var response = await Fixture.Gateway.SendAsync("GET", "/dav/known.bin");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(DeliveryFixture.Hash(DeliveryFixture.Bytes), DeliveryFixture.Hash(await response.Content.ReadAsByteArrayAsync()));
        Assert.Equal(2, Fixture.Origin.Requests.Total);
    }

    [Fact]
    public async Task Get_FileIsGone_Is404()
    {
        Fixture.Origin.Remove("/13/a.bin");
        using var response = await Fixture.Gateway.SendAsync("GET", "/dav/known.bin");

        await AssertFailureAsync(response, HttpStatusCode.NotFound);
        await AssertWarningAsync("known.bin", "does not have it");
    }

    [Fact]
    public async Task Get_HostDoesNotListen_Is502()
    {
        await Fixture.Origin.DisposeAsync();
        using var response = await Fixture.Gateway.SendAsync("GET", "/dav/known.bin");

        await AssertFailureAsync(response, HttpStatusCode.BadGateway);
    }

    [Fact]
    public async Task Get_RangeIgnored_IsTheWholeFile()
    {
        Fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { IgnoreRange = true });
        using var response = await Fixture.Gateway.SendAsync("GET", "/dav/known.bin", ("Range", "bytes=5-9"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(DeliveryFixture.Hash(DeliveryFixture.Bytes), DeliveryFixture.Hash(await response.Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task Get_PageOfHtml_IsShownInASandbox()
    {
        Fixture.Origin.Add("/13/page", new EmulatorFile(EmulatorContent.Text("<p>"), DeliveryFixture.Modified) { ContentType = "text/html" });
        using var response = await Fixture.Gateway.SendAsync("GET", "/dav/page.html");

        Assert.Equal("<p>", await response.Content.ReadAsStringAsync());
        Assert.Equal("sandbox", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    private async Task AssertNotReadAsync(string name)
    {
        HttpResponseMessage response;
        try
        {
            response = await Fixture.Gateway.SendAsync("GET", "/dav/" + name);
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

    private async Task PassTimeUntilAsync(Task task)
    {
        await Eventually.HoldsAsync(() => Fixture.Origin.Requests.Total > 0);
        await Eventually.HoldsAsync(() =>
        {
            Fixture.Gateway.Time.Advance(TimeSpan.FromSeconds(31));
            return task.IsCompleted;
        });
    }
}
