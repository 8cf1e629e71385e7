using Pan123Dav.Clients.Tests.Support;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>What Prometheus says of the metrics of a running gateway and of <c>deploy/prometheus</c>, and Caddy of the files that it reads.</summary>
public sealed class DeployedFilesTests(ClientHost host) : ClientTests(host)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "deploy");

    [Fact]
    public async Task Metrics_OfARunningGateway_ArePromtoolsOwnForm()
    {
        Tool.Require("promtool");
        using var client = new HttpClient();
        var text = await client.GetStringAsync(new Uri(new Uri(Host.Url("")), "/metrics"));

        var result = (await new Tool("promtool", ["check", "metrics"]) { Input = text }.RunAsync()).Succeeded();

        // It complains of names and of missing help with a good exit code.
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("check", "rules", "alerts.yml")]
    [InlineData("test", "rules", "alerts.test.yml")]
    [InlineData("check", "config", "prometheus.yml")]
    public async Task Rules_PassPromtool(params string[] arguments)
    {
        Tool.Require("promtool");

        (await new Tool("promtool", arguments) { Folder = Path.Combine(Folder, "prometheus") }.RunAsync()).Succeeded();
    }

    [Theory]
    [InlineData("Caddyfile")]
    [InlineData("scale/Caddyfile")]
    public async Task Caddyfile_IsUnderstood(string file)
    {
        Tool.Require("caddy");
        var copy = Path.Combine(Host.NewFolder(), "Caddyfile");

        // Debian 12 has Caddy 2.6, which knows the policy by its address of the connection only.
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, file));
        await File.WriteAllTextAsync(copy, text.Replace("client_ip_hash", "ip_hash", StringComparison.Ordinal));

        (await new Tool("caddy", ["validate", "--adapter", "caddyfile", "--config", copy]).RunAsync()).Succeeded();
    }
}
