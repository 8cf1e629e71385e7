using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Pan123Dav.Commands;
using Pan123Dav.Commands.Doctor;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Network;

public sealed class UnnamedProxyTests
{
    private const string Tree = "a.mkv:1:1694101621:https://vip.123pan.cn/13/1";
    private const string Warning = "is not named in Pan123Dav:ForwardedHeaders:KnownProxies";

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    public async Task Request_ThroughAProxyThatIsNotNamed_IsWarnedOfOnceAndByDoctor(string name, string value)
    {
        var gateway = await GatewayHost.StartAsync(Tree);
        await using (gateway)
        {
            Assert.Equal("pass", (await DoctorAsync(gateway)).Status);
            for (var i = 0; i < 3; i++)
            {
                using var response = await gateway.SendAsync("GET", "/dav/a.mkv", (name, value));
                Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            }

            var (status, action) = await DoctorAsync(gateway);
            Assert.Equal("warn", status);
            Assert.Contains("KnownProxies", action, StringComparison.Ordinal);
        }

        var line = Assert.Single(gateway.LogText.Split('\n'), line => line.Contains(Warning, StringComparison.Ordinal));
        Assert.Contains(" WRN ", line, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1 sends", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_OfAStrangerThroughIt_IsWarnedOfToo()
    {
        var gateway = await GatewayHost.StartAsync(Tree, ("ForwardedHeaders:KnownProxies:0", "192.0.2.1"));
        await using (gateway)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/dav/");
            request.Headers.Add("X-Forwarded-For", "203.0.113.9");
            using var response = await gateway.Stranger.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        Assert.Contains(Warning, gateway.LogText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.0/8")]
    public async Task Request_ThroughANamedProxy_IsNoWarning(string proxy)
    {
        var gateway = await GatewayHost.StartAsync(Tree, ("ForwardedHeaders:KnownProxies:0", proxy));
        await using (gateway)
        {
            using var response = await gateway.SendAsync("GET", "/dav/a.mkv", ("X-Forwarded-For", "203.0.113.9"));
            Assert.Equal("pass", (await DoctorAsync(gateway)).Status);
        }

        Assert.DoesNotContain(Warning, gateway.LogText, StringComparison.Ordinal);
    }

    private static async Task<(string Status, string Action)> DoctorAsync(GatewayHost gateway)
    {
        var source = new ConfigurationBuilder().AddInMemoryCollection(GatewayHost.Settings("a.mkv:1:1694101621:http://127.0.0.1:9/a.mkv")).Build();
        var run = await CommandRun.OfAsync(
            DoctorCommand.Create(() => CommandConfiguration.Create(source, "/srv"), gateway.Time), "--json", "--url", gateway.Address.AbsoluteUri);
        using var json = JsonDocument.Parse(run.Output);
        var check = json.RootElement.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("id").GetString() == "forwarded");
        return (check.GetProperty("status").GetString()!, check.GetProperty("action").GetString()!);
    }
}
