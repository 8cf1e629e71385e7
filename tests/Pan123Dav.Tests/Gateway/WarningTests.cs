using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Gateway;

/// <summary>What is good and was hardly meant so is told when the gateway starts and each time the configuration is loaded anew.</summary>
public sealed class WarningTests
{
    [Fact]
    public async Task StartAndReload_DoubtfulConfiguration_IsTold()
    {
        var host = await GatewayHost.StartAsync("a:\n  - b.mkv:5:6:https://h/b", ("Users:0:Paths:0", "/A"));
        await using (host)
        {
            await host.ReloadAsync(("Pan123Dav:Users:0:Paths:0", "/a"), ("Pan123Dav:Access:0:Path", "/c"), ("Pan123Dav:Access:0:Users:0", "*"));
        }

        var warnings = host.LogText.Split('\n');
        Assert.Single(warnings,
            line => line.Contains("Pan123Dav:Users:0:Paths:0: is no folder of the drive", StringComparison.Ordinal)
                && line.Contains("did you mean /a?", StringComparison.Ordinal));
        Assert.Single(warnings, line => line.Contains("Pan123Dav:Access:0:Path: is no folder of the drive", StringComparison.Ordinal));
        Assert.Single(warnings, line => line.Contains(":2:3: list-marker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reload_ReservedNameAtTheRoot_KeepsTheOldTree()
    {
        await using var host = await GatewayHost.StartAsync("a:5:6:https://h/a", ("PathBase", "/"));

        await host.ReloadAsync(("Pan123Dav:Mounts:0:OriginUrls", "b:5:6:https://h/b\nhealthz:\n  https://h/c"));

        Assert.Contains(await host.ListAsync("/"), response => response.Href == "/a");
    }
}
