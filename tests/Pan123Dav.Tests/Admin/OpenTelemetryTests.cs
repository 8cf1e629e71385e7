using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Storages;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

/// <summary>What a collector gets by OTLP, and what it never gets. Alone: OpenTelemetry listens to every gateway in the process.</summary>
[Collection(NonParallel.Name)]
public sealed class OpenTelemetryTests
{
    private const string Tree = "a.mkv:100:1694101621:https://vip.123pan.cn/13/origin-of-a.mkv\n";

    [Fact]
    public async Task Collector_GetsMetricsAndTraces_ByTheStandardVariables()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var gateway = await StartAsync(
            collector.Address, ("OTEL_SERVICE_NAME", "films"), ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=home")))
        {
            Assert.Equal(HttpStatusCode.Found, (await gateway.Client.GetAsync("/dav/a.mkv")).StatusCode);
            await gateway.PropFindAsync("/dav/", "1");
            await Eventually.HoldsAsync(
                () => collector.Metrics.Contains("pan123dav.budget.spent", StringComparison.Ordinal)
                    && collector.Traces.Contains("/dav/a.mkv", StringComparison.Ordinal),
                "metrics and traces come");
        }

        Assert.Equal(["application/x-protobuf"], collector.Types);
        Assert.Contains("films", collector.Everything, StringComparison.Ordinal);
        Assert.Contains("deployment.environment.name", collector.Everything, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", collector.Metrics, StringComparison.Ordinal);
        Assert.Contains("pan123dav.links", collector.Metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collector_GetsNoSecret()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var gateway = await StartAsync(collector.Address))
        {
            using var link = await gateway.Client.GetAsync("/dav/a.mkv?sign=query-secret-1&auth_key=query-secret-2");
            await gateway.Stranger.GetAsync("/d/a.mkv?sign=query-secret-3:0");
            await gateway.Stranger.GetAsync("/remote-auth?remote_addr=203.0.113.9&request_uri=/13/a.mkv?auth_key=query-secret-4&pd=query-secret-5");
            using var raw = new HttpRequestMessage(HttpMethod.Get, "/dav/b.mkv");
            raw.Headers.TryAddWithoutValidation("User-Agent", "curl/8");
            raw.Headers.TryAddWithoutValidation("Cookie", "pan123dav_session=query-secret-6");
            await gateway.Stranger.SendAsync(raw);
            await Eventually.HoldsAsync(() => collector.Traces.Contains("/dav/b.mkv", StringComparison.Ordinal), "the traces come");
        }

        AssertNoSecret(collector, "query-secret", "sign=", "origin-of-a");
    }

    [Fact]
    public async Task Collector_OfAMountThatAsks_GetsItsCallsWithoutAddresses()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var host = await RemoteStorageFixture.StartAsync(
            StorageKind.Share,
            account => account.AddFile("a/b.txt", EmulatorContent.Text("text"), DateTimeOffset.UnixEpoch),
            (double?)null,
            [.. Settings(collector.Address).Select(pair => (":" + pair.Key, pair.Value))]))
        {
            await host.NamesAsync("a");
            await host.ReadAsync("a/b.txt");
            await Eventually.HoldsAsync(() => collector.Metrics.Contains("http.client.request.duration", StringComparison.Ordinal), "calls are measured");
        }

        AssertNoSecret(collector, RemoteStorageFixture.ShareKey, "sharekey", "params=", "url.full");
    }

    [Fact]
    public async Task Collector_ThatIsAway_HoldsNobodyUp()
    {
        await using var gateway = await StartAsync(new Uri("http://127.0.0.1:9"));

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Found, (await gateway.Client.GetAsync("/dav/a.mkv")).StatusCode);
        }
    }

    [Theory]
    [InlineData("OTEL_TRACES_EXPORTER", "none", false)]
    [InlineData("OTEL_SDK_DISABLED", "true", true)]
    public async Task Collector_OfWhatIsSwitchedOff_GetsNothing(string key, string value, bool isAll)
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using (var gateway = await StartAsync(collector.Address, (key, value)))
        {
            await gateway.Client.GetAsync("/dav/a.mkv");
            if (!isAll)
            {
                await Eventually.HoldsAsync(() => collector.Metrics.Length > 0, "metrics come");
            }
        }

        Assert.Equal("", isAll ? collector.Everything : collector.Traces);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_METRICS_EXPORTER", "prometheus")]
    public async Task Serve_VariableThatMeansNothing_Is78AndNamesIt(string key, string value)
    {
        using var folder = new TemporaryFolder();
        folder.Write("appsettings.json", Json((key, value)));

        var run = await RealProcess.RunAsync(Path.GetDirectoryName(folder["x"])!, null, "serve");

        Assert.Equal(78, run.ExitCode);
        Assert.Contains(key, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WithoutAnEndpoint_LoadsNothingOfIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux alone lists what a process has loaded as a file.");
        using var folder = new TemporaryFolder();
        folder.Write("appsettings.json", Json());
        using var process = await ServingProcess.StartAsync(Path.GetDirectoryName(folder["x"])!, GatewayHost.User, GatewayHost.Password);
        Assert.Equal(HttpStatusCode.Found, (await process.Client.GetAsync("/dav/a.mkv")).StatusCode);

        var loaded = await File.ReadAllTextAsync($"/proc/{process.Id}/maps", TestContext.Current.CancellationToken);

        Assert.Contains("pan123dav.dll", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry", loaded, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Settings(Uri collector) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.AbsoluteUri,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
    };

    private static Task<GatewayHost> StartAsync(Uri collector, params (string Key, string Value)[] more)
    {
        var settings = GatewayHost.Settings(Tree, ("Budgets:DailyBytes", "1000"), ("RemoteAuthentication:Enabled", "true"));
        foreach (var (key, value) in Settings(collector).Select(pair => (pair.Key, pair.Value)).Concat(more))
        {
            settings[key] = value;
        }

        return GatewayHost.StartAsync(settings);
    }

    private static void AssertNoSecret(OtlpCollector collector, params string[] secrets)
    {
        Assert.NotEqual("", collector.Metrics);
        foreach (var secret in secrets.Concat(["auth_key", "url.query", GatewayHost.PrivateKey, GatewayHost.Password, "Basic "]))
        {
            Assert.DoesNotContain(secret, collector.Everything, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string Json(params (string Key, string Value)[] more)
    {
        (string Key, string Value) endpoint = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317");
        var keys = string.Concat(more.Append(endpoint).DistinctBy(pair => pair.Key).Where(_ => more.Length > 0)
            .Select(pair => $"\"{pair.Key}\": \"{pair.Value}\",\n"));
        return $$"""
            {
              {{keys}}
              "Urls": "http://127.0.0.1:0",
              "Pan123Dav": {
                "Mounts": [{ "OriginUrls": "a.mkv:100:1694101621:https://vip.123pan.cn/13/a.mkv", "PrivateKey": "k-123456", "Uid": 13 }],
                "Users": [{ "Name": "{{GatewayHost.User}}", "Password": "{{GatewayHost.Password}}" }]
              }
            }
            """;
    }
}
