using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.FileProviders;
using Pan123Dav.Admin;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

/// <summary>What <c>/healthz/ready</c> says to everybody, and what the log says to the owner.</summary>
public sealed class HealthTests : IDisposable
{
    private const string Tree = "a.txt:1:1694101621:https://vip.123pan.cn/13/a.txt";
    private const string Broken = "neither a folder nor a file";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pan123dav-health-");

    private string TreeFile => Path.Combine(_folder.FullName, "tree.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(Broken)]
    [InlineData("")]
    public async Task Ready_BrokenTreeFile_IsDegradedUntilItIsGoodAgain(string text)
    {
        await File.WriteAllTextAsync(TreeFile, Tree, TestContext.Current.CancellationToken);
        await using var gateway = await GatewayHost.StartAsync("", ("Mounts:0:OriginUrls", null), ("Mounts:0:OriginUrlsFile", TreeFile));
        Assert.Equal("Healthy", await ReadyAsync(gateway));

        await File.WriteAllTextAsync(TreeFile, text, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => IsAsync(gateway, "Degraded"), "the broken file is kept out");
        Assert.Equal(302, (int)(await gateway.SendAsync("GET", "/dav/a.txt")).StatusCode);
        await Eventually.HoldsAsync(
            () => Regex.IsMatch(gateway.LogText, $"Health check .?configuration.? with status .?Degraded.*{Regex.Escape(TreeFile)}"), "the reason is logged");

        await File.WriteAllTextAsync(TreeFile, Tree + "\nb.txt:1:1694101621:https://vip.123pan.cn/13/b.txt", TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => IsAsync(gateway, "Healthy"), "the file is good again");
    }

    [Theory]
    [InlineData("Pan123Dav:Mounts:0:OriginUrls", Broken)]
    [InlineData("Pan123Dav:Mounts:0:Type", "Nothing")]
    public async Task Ready_BrokenConfiguration_IsDegradedUntilItIsGoodAgain(string key, string value)
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);

        await gateway.ReloadAsync((key, value));
        Assert.Equal("Degraded", await ReadyAsync(gateway));
        await Eventually.HoldsAsync(
            () => gateway.LogText.Contains($"the changed configuration is wrong ({key})", StringComparison.Ordinal), "the reason is logged");

        await gateway.ReloadAsync((key, value == Broken ? Tree : "DirectLink"));
        Assert.Equal("Healthy", await ReadyAsync(gateway));
    }

    [Fact]
    public async Task Check_BrokenSettingsFile_IsDegradedUntilItIsGoodAgain()
    {
        var file = Path.Combine(_folder.FullName, "appsettings.json");
        await File.WriteAllTextAsync(file, """{ "A": "1" }""", TestContext.Current.CancellationToken);
        using var files = new PhysicalFileProvider(_folder.FullName);
        using var configuration = new ConfigurationManager();
        ((IConfigurationBuilder)configuration).Add(new LastGoodJsonConfigurationSource { FileProvider = files, Path = "appsettings.json", Watched = true });
        var nothing = new GatewaySnapshotProvider();
        var check = new ConfigurationCheck(nothing, nothing, configuration);

        await File.WriteAllTextAsync(file, """{ "A": """, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(async () => (await OutcomeAsync(check)).Status == HealthStatus.Degraded, "the broken file is kept out");
        Assert.Contains(file, (await OutcomeAsync(check)).Description, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, """{ "A": "2" }""", TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(async () => (await OutcomeAsync(check)).Status == HealthStatus.Healthy, "the file is good again");
    }

    [Fact]
    public async Task Ready_DataFolderThatCannotBeWritten_IsDegradedWithALineOfAdviceAndNoTrace()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var gateway = await GatewayHost.StartAsync(Tree, ("DataDirectory", Path.Combine(file, "data")));

        Assert.Equal(302, (int)(await gateway.SendAsync("GET", "/dav/a.txt")).StatusCode);
        Assert.Equal("Degraded", await ReadyAsync(gateway));
        await gateway.DisposeAsync();

        Assert.Contains("Pan123Dav:DataDirectory", gateway.LogText, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.LogText, StringComparison.Ordinal);
        Assert.DoesNotMatch("with message .?null", gateway.LogText);
    }

    [Fact]
    public async Task Ready_LookedAtAgainAndAgain_TellsWhatIsWrongOnce_AndAgainWhenItComesBack()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);
        for (var time = 1; time <= 2; time++)
        {
            await gateway.ReloadAsync(("Pan123Dav:Mounts:0:Type", "Nothing"));
            for (var look = 0; look < 3; look++)
            {
                Assert.Equal("Degraded", await ReadyAsync(gateway));
            }

            await gateway.ReloadAsync(("Pan123Dav:Mounts:0:Type", "DirectLink"));
            Assert.Equal("Healthy", await ReadyAsync(gateway));
            await Eventually.HoldsAsync(() => Regex.Count(gateway.LogText, "/healthz/ready") == 4 * time, "every look is in the log");
            Assert.Equal(time, Regex.Count(gateway.LogText, "Health check"));
        }
    }

    private static Task<string> ReadyAsync(GatewayHost gateway) => gateway.Stranger.GetStringAsync("/healthz/ready", TestContext.Current.CancellationToken);

    private static Task<HealthCheckResult> OutcomeAsync(ConfigurationCheck check) =>
        check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);

    private static async Task<bool> IsAsync(GatewayHost gateway, string status)
    {
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        return await ReadyAsync(gateway) == status;
    }
}
