using System.Net;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

public sealed class UsageAndMetricsTests : IAsyncLifetime
{
    private readonly UsageApiGateway _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Usage_ForAnAdministrator_HoldsWhatIsWrittenAndWhatIsNot()
    {
        await _host.Guest.GetAsync("/dav/b.mkv");
        _host.Gateway.Time.Advance(TimeSpan.FromHours(12));
        await _host.Gateway.Client.GetAsync("/dav/b.mkv");

        var json = await _host.Gateway.Client.GetStringAsync("/api/v1/usage");

        Assert.Equal(
            """
            {"from":"2026-10-04","to":"2026-11-02","usage":[
            """
            + """
            {"day":"2026-11-01","user":"guest","links":1,"bytes":100,"refused":1,"requests":0,"requestsRefused":0},
            """
            + $$"""
            {"day":"2026-11-02","user":"{{GatewayHost.User}}","links":1,"bytes":100,"refused":0,"requests":0,"requestsRefused":0}]}
            """,
            json);
    }

    [Fact]
    public async Task Metrics_FromThisMachineOrForAnAdministrator_AreText()
    {
        await _host.Guest.GetAsync("/dav/b.mkv");
        using var guesser = _host.Gateway.CreateClient("guest", "not the password");
        Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.GetAsync("/dav/a.mkv")).StatusCode);

        var text = await _host.Gateway.Stranger.GetStringAsync("/metrics");

        Assert.Contains("# TYPE pan123dav_links_total counter\npan123dav_links_total 1\n", text, StringComparison.Ordinal);
        Assert.Contains("pan123dav_link_bytes_total 100\n", text, StringComparison.Ordinal);
        Assert.Contains("pan123dav_refused_total{reason=\"user-links\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("pan123dav_signin_failures_total 1\n", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await FromElsewhereAsync(_host.Gateway.Stranger));
        Assert.Equal(HttpStatusCode.NotFound, await FromElsewhereAsync(_host.Guest));
        Assert.Equal(HttpStatusCode.OK, await FromElsewhereAsync(_host.Gateway.Client));
    }

    [Fact]
    public async Task Metrics_Head_IsAnsweredAsGetIs()
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, "/metrics");
        using var response = await _host.Gateway.Stranger.SendAsync(head, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Host", "drive.example.com")]
    [InlineData("Host", "192.168.1.2:5000")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Host", "drive.example.com")]
    [InlineData("X-Forwarded-Server", "proxy")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("x-forwarded-for", "127.0.0.1")]
    public async Task Metrics_ThroughAProxyOnThisMachine_AreForAdministratorsOnly(string name, string value)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(_host.Gateway.Stranger, name, value));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(_host.Guest, name, value));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_host.Gateway.Client, name, value));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1234")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:5000")]
    public async Task Metrics_AskedForByALoopbackName_NeedNoPassword(string host) =>
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_host.Gateway.Stranger, "Host", host));

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string name, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> FromElsewhereAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
