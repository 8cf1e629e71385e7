using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Admin;
using Pan123Dav.Delivery.Proxy;
using Pan123Dav.Tests.Storages;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

/// <summary>The series of <c>/metrics</c>, one by one; who may read them is in <see cref="UsageAndMetricsTests"/>.</summary>
public sealed class MetricsTests
{
    private const string Tree = "a.mkv:100:1694101621:https://vip.123pan.cn/13/a.mkv\nb.mkv:50:1694101621:https://vip.123pan.cn/13/b.mkv\n";

    [Fact]
    public async Task Budgets_AreThoseOfTheGatewayAndOfTheUserWhoHasLeastLeft()
    {
        await using var gateway = await GatewayHost.StartAsync(
            Tree,
            ("Budgets:DailyBytes", "1000"),
            ("Budgets:PerUser:DailyLinks", "10"),
            ("Users:1:Name", "guest"),
            ("Users:1:Password", GatewayHost.Password),
            ("Users:1:Budget:DailyLinks", "3"));
        var idle = await ReadAsync(gateway);
        Assert.Contains("pan123dav_budget_limit{scope=\"gateway\",unit=\"bytes\"} 1000\n", idle, StringComparison.Ordinal);
        Assert.Contains("pan123dav_budget_spent{scope=\"gateway\",unit=\"bytes\"} 0\n", idle, StringComparison.Ordinal);
        Assert.Contains("pan123dav_budget_limit{scope=\"user\",unit=\"links\"} ", idle, StringComparison.Ordinal);
        Assert.Contains("pan123dav_budget_spent{scope=\"user\",unit=\"links\"} 0\n", idle, StringComparison.Ordinal);

        using var guest = gateway.CreateClient("guest", GatewayHost.Password);
        await gateway.Client.GetAsync("/dav/a.mkv");
        await gateway.Client.GetAsync("/dav/b.mkv");
        await guest.GetAsync("/dav/a.mkv");
        var text = await ReadAsync(gateway);

        Assert.Contains("pan123dav_budget_spent{scope=\"gateway\",unit=\"bytes\"} 250\n", text, StringComparison.Ordinal);
        Assert.Contains("pan123dav_budget_spent{scope=\"gateway\",unit=\"links\"} 3\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pan123dav_budget_limit{scope=\"gateway\",unit=\"links\"}", text, StringComparison.Ordinal);
        Assert.Contains("pan123dav_budget_limit{scope=\"user\",unit=\"links\"} 3\n", text, StringComparison.Ordinal);
        Assert.Contains("pan123dav_budget_spent{scope=\"user\",unit=\"links\"} 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("guest", text, StringComparison.Ordinal);
        Assert.DoesNotContain("mkv", text, StringComparison.Ordinal);

        gateway.Time.Advance(TimeSpan.FromHours(12));
        Assert.Contains("pan123dav_budget_spent{scope=\"gateway\",unit=\"bytes\"} 0\n", await ReadAsync(gateway), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Budgets_FollowAReload()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Budgets:DailyBytes", "1000"), ("Budgets:PerUser:DailyBytes", "0"));
        Assert.Contains("pan123dav_budget_limit{scope=\"user\",unit=\"bytes\"} 0\n", await ReadAsync(gateway), StringComparison.Ordinal);

        await gateway.ReloadAsync(("Pan123Dav:Budgets:DailyBytes", "2000"), ("Pan123Dav:Budgets:PerUser:DailyBytes", ""));
        var text = await ReadAsync(gateway);

        Assert.Contains("pan123dav_budget_limit{scope=\"gateway\",unit=\"bytes\"} 2000\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("scope=\"user\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Durations_AreAHistogramByMethodAndStatus()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);
        await gateway.Client.GetAsync("/dav/a.mkv");
        await gateway.Client.GetAsync("/dav/a.mkv");
        await gateway.SendAsync("PROPFIND", "/dav/a.mkv", ("Depth", "0"));
        await gateway.SendAsync("BREW", "/dav/a.mkv");
        await gateway.Stranger.GetAsync("/dav/a.mkv");

        string text = "";
        await Eventually.HoldsAsync(
            async () => (text = await ReadAsync(gateway)).Contains("http_response_status_code=\"401\"", StringComparison.Ordinal), "all are counted");

        Assert.Contains("# TYPE http_server_request_duration_seconds histogram\n", text, StringComparison.Ordinal);
        Assert.Contains("_seconds_bucket{http_request_method=\"GET\",http_response_status_code=\"302\",le=\"0.005\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("_seconds_bucket{http_request_method=\"GET\",http_response_status_code=\"302\",le=\"+Inf\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("_seconds_sum{http_request_method=\"GET\",http_response_status_code=\"302\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("_seconds_count{http_request_method=\"PROPFIND\",http_response_status_code=\"207\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("_seconds_count{http_request_method=\"_OTHER\",http_response_status_code=\"405\"} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BuildInfo_StreamsAndHealth_AreThere()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);
        var limiter = gateway.Services.GetRequiredService<StreamLimiter>();
        using (limiter.Enter("a"))
        using (limiter.Enter("b"))
        {
            Assert.Contains("\npan123dav_open_streams 2\n", await ReadAsync(gateway), StringComparison.Ordinal);
        }

        var text = await ReadAsync(gateway);

        Assert.Contains("\npan123dav_open_streams 0\n", text, StringComparison.Ordinal);
        Assert.Matches("\npan123dav_build_info\\{version=\"[0-9]+\\.[0-9]+\\.[0-9]+[^\"]*\"\\} 1\n", text);
        Assert.Contains("pan123dav_healthy{check=\"trees\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("pan123dav_remote_authentication_total{reason=\"granted\"} 0\n", text, StringComparison.Ordinal);
        await gateway.ReloadAsync(("Pan123Dav:Mounts:0:Type", "Nothing"));
        Assert.Contains("pan123dav_healthy{check=\"configuration\"} 0\n", await ReadAsync(gateway), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoteAuthentication_IsCountedByReason()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("RemoteAuthentication:Enabled", "true"));
        using var refused = await gateway.Stranger.GetAsync("/remote-auth?remote_addr=203.0.113.9&request_uri=/13/a.mkv");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        Assert.Contains("pan123dav_remote_authentication_total{reason=\"signature\"} 1\n", await ReadAsync(gateway), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StorageKind.DirectLink, "0")]
    [InlineData(StorageKind.Share, "0")]
    [InlineData(StorageKind.WebDav, "207")]
    public async Task StorageAnswers_AreCountedByMountAndCode(StorageKind kind, string code)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, ("a/b.txt", "text"));
        await host.NamesAsync("a");

        Assert.Matches($"pan123dav_storage_answers_total\\{{storage=\"/drive\",code=\"{code}\"\\}} [1-9]", await ReadAsync(host.Gateway));
    }

    [Fact]
    public async Task Text_IsWellFormed_AndEveryFamilyStandsOnce()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Budgets:DailyBytes", "1000"));
        await gateway.Client.GetAsync("/dav/a.mkv");

        var lines = (await ReadAsync(gateway)).TrimEnd('\n').Split('\n');

        Assert.All(lines, line => Assert.Matches("""^(# (HELP|TYPE) [a-z0-9_]+ .+|[a-z0-9_]+(\{([a-z_]+="[^"\\]*"(,(?=[a-z]))?)+\})? [0-9.e+-]+)$""", line));
        var families = lines.Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();
        Assert.Equal(families.Distinct(), families);
        var samples = lines.Where(line => line[0] != '#').Select(line => Regex.Match(line, "^[^ ]+").Value).ToList();
        Assert.Equal(samples.Distinct(), samples);
    }

    [Fact]
    public void PrometheusText_LabelsAndHelp_AreEscaped()
    {
        var text = new PrometheusText();
        text.BeginFamily("a", "gauge", "one\\two\nthree");
        text.Add("a", 0.25, new KeyValuePair<string, string?>("l", "\"x\"\\\n"), new KeyValuePair<string, string?>("m", null));
        text.Add("a", 1L << 40);

        Assert.Equal("# HELP a one\\\\two\\nthree\n# TYPE a gauge\na{l=\"\\\"x\\\"\\\\\\n\"} 0.25\na 1099511627776\n", text.ToString());
    }

    private static Task<string> ReadAsync(GatewayHost gateway) => gateway.Stranger.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
}
