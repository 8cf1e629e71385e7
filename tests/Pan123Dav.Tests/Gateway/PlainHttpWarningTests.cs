using Pan123Dav.Gateway;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Gateway;

public sealed class PlainHttpWarningTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", false)]
    [InlineData("http://[::1]:8080/", false)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("https://0.0.0.0:8443", false)]
    [InlineData("http://unix:/run/a.sock", false)]
    [InlineData("http://[::]:8080", true)]
    [InlineData("http://0.0.0.0:80", true)]
    [InlineData("http://*:80", true)]
    [InlineData("http://192.168.1.5:8080/", true)]
    [InlineData("http://nas.example", true)]
    public void IsPlainForOthers_Address_IsKnown(string address, bool expected) => Assert.Equal(expected, PlainHttpWarning.IsPlainForOthers(address));

    [Fact]
    public async Task Start_OnLoopback_WarnsOfNothing()
    {
        await using var gateway = await GatewayHost.StartAsync("a.txt:1:2:https://h.example/a");
        using var response = await gateway.SendAsync("GET", "/dav/a.txt");
        await Eventually.HoldsAsync(() => gateway.LogText.Contains("/dav/a.txt", StringComparison.Ordinal));

        Assert.DoesNotContain("plain HTTP", gateway.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnEveryAddress_WarnsOfWhatExplorerWillDo()
    {
        await using var gateway = await GatewayHost.StartAsync(GatewayHost.Settings("a.txt:1:2:https://h.example/a"), null, "http://0.0.0.0:0");

        await Eventually.HoldsAsync(() => gateway.LogText.Contains("Windows Explorer will not send them", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_BehindAKnownProxy_WarnsOfNothing()
    {
        await using var gateway = await GatewayHost.StartAsync(
            GatewayHost.Settings("a.txt:1:2:https://h.example/a", ("ForwardedHeaders:KnownProxies:0", "127.0.0.1")), null, "http://0.0.0.0:0");
        using var response = await gateway.SendAsync("GET", "/dav/a.txt");
        await Eventually.HoldsAsync(() => gateway.LogText.Contains("/dav/a.txt", StringComparison.Ordinal));

        Assert.DoesNotContain("plain HTTP", gateway.LogText, StringComparison.Ordinal);
    }
}
