using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pan123Dav.Tests.Storages;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

/// <summary>The dashboard and the alerts ask for what there is, by names and labels that <c>/metrics</c> has.</summary>
public sealed partial class DeploymentTests
{
    private static readonly string[] Files = ["deploy/prometheus/alerts.yml", "deploy/prometheus/alerts.test.yml", "deploy/grafana/pan123dav.json"];

    [Fact]
    public async Task Metrics_OfDashboardAndAlerts_Exist()
    {
        await using var host = await RemoteStorageFixture.StartAsync(StorageKind.WebDav, ("a/b.txt", "text"));
        await host.NamesAsync("a");
        var text = await host.Gateway.Stranger.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var families = FamilyName().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();

        foreach (var file in Files)
        {
            var named = MetricName().Matches(Read(file)).Select(match => Suffix().Replace(match.Value, "")).Distinct().ToList();

            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.Contains(name, families));
        }
    }

    [Fact]
    public void Dashboard_HasADataSourceToChoose_AndPanelsOfDifferentNumbers()
    {
        var dashboard = JsonNode.Parse(Read("deploy/grafana/pan123dav.json"))!;
        var panels = dashboard["panels"]!.AsArray();

        Assert.Equal("DS_PROMETHEUS", (string)dashboard["__inputs"]![0]!["name"]!);
        Assert.Equal(panels.Count, panels.Select(panel => (int)panel!["id"]!).Distinct().Count());
        Assert.All(panels, panel => Assert.Equal("${DS_PROMETHEUS}", (string)panel!["datasource"]!["uid"]!));
        Assert.All(panels, panel => Assert.NotEmpty(panel!["targets"]!.AsArray()));
    }

    [Theory]
    [InlineData("docs/operations.md")]
    [InlineData("docs/operations.zh-CN.md")]
    public async Task Metrics_OfTheGateway_AreAllInTheDocuments(string file)
    {
        await using var gateway = await GatewayHost.StartAsync("a.txt:1:1694101621:https://vip.123pan.cn/13/a.txt");
        var text = await gateway.Stranger.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var document = Read(file);

        Assert.All(FamilyName().Matches(text).Select(match => match.Groups[1].Value), name => Assert.Contains($"`{name}", document, StringComparison.Ordinal));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex("(?m)^# TYPE ([a-z0-9_]+) ")]
    private static partial Regex FamilyName();

    [GeneratedRegex(@"\b(pan123dav|http_server|process)_[a-z_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex("(?<=seconds)_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
