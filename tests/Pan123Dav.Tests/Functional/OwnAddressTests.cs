using System.Net;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

/// <summary>With the drive at the root of the host: which addresses are the gateway's own and which the drive's.</summary>
[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class OwnAddressTests : IAsyncLifetime
{
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await GatewayHost.StartAsync(
        "films:\n  metrics:1:1694101621:https://vip.123pan.cn/13/m", ("PathBase", "/"));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/Metrics")]
    [InlineData("/METRICS")]
    [InlineData("/healthz/live")]
    [InlineData("/Healthz/Ready")]
    public async Task Get_OwnAddressInAnyCase_IsTheGateways(string path)
    {
        using var response = await _gateway.SendAsync("GET", path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("api")]
    [InlineData("D")]
    [InlineData("p")]
    [InlineData("Ping")]
    [InlineData("ui")]
    [InlineData("login")]
    [InlineData("LOGOUT")]
    [InlineData("setup")]
    [InlineData("strm")]
    [InlineData("Remote-Auth")]
    [InlineData("healthz")]
    [InlineData("METRICS")]
    public async Task OwnName_ForWebDav_IsNotThere(string name)
    {
        foreach (var method in new[] { "PROPFIND", "HEAD" })
        {
            using var response = await _gateway.SendAsync(method, $"/{name}/x", ("Depth", "0"));

            // What 123's CDN asks knows two answers only.
            var isRemoteAuth = name.Equals("remote-auth", StringComparison.OrdinalIgnoreCase);
            Assert.Equal(isRemoteAuth ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task OwnName_DeeperInTheDrive_IsTheDrives()
    {
        using var response = await _gateway.SendAsync("GET", "/films/metrics");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(["/", "/films/", "/films/metrics"], (await _gateway.ListAsync("/", "infinity")).Select(r => r.Href));
    }
}
