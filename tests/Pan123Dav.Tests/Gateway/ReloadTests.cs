using System.Net;
using Pan123Dav.Gateway;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Gateway;

public sealed class ReloadTests
{
    private const string Tree = "a.txt:1:https://vip.123pan.cn/13/a.txt";

    [Fact]
    public async Task Reload_ChangedUsersAndMounts_TakeEffect()
    {
        var settings = GatewayHost.Settings(Tree);
        await using var gateway = await GatewayHost.StartAsync(settings);
        await gateway.ReloadAsync(("Pan123Dav:Users:0:Password", "another password"),
            ("Pan123Dav:Mounts:0:OriginUrls", "b.txt:1:https://vip.123pan.cn/13/b.txt"));
        using var client = gateway.CreateClient(GatewayHost.User, "another password");

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.SendAsync("HEAD", "/dav/b.txt")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/dav/b.txt")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/dav/a.txt")).StatusCode);
    }

    [Theory]
    [InlineData("Pan123Dav:Mounts:0:OriginUrls", "no url here")]
    [InlineData("Pan123Dav:Mounts:0:Typ", "DirectLink")]
    [InlineData("Pan123Dav:Users:0:Name", "")]
    public async Task Reload_WrongConfiguration_KeepsTheOldOne(string key, string value)
    {
        await using var gateway = await GatewayHost.StartAsync(GatewayHost.Settings(Tree));
        await gateway.ReloadAsync((key, value));

        Assert.Equal(HttpStatusCode.Redirect, (await gateway.SendAsync("GET", "/dav/a.txt")).StatusCode);
    }

    [Fact]
    public async Task Reload_PathBase_WaitsForARestart()
    {
        await using var gateway = await GatewayHost.StartAsync(GatewayHost.Settings(Tree));
        await gateway.ReloadAsync(("Pan123Dav:PathBase", "/elsewhere"));

        Assert.Equal(HttpStatusCode.Redirect, (await gateway.SendAsync("GET", "/dav/a.txt")).StatusCode);
    }

    [Fact]
    public async Task Start_WrongConfiguration_NamesEveryMistake()
    {
        var settings = GatewayHost.Settings(Tree, ("Mounts:0:Uid", "abc"), ("Mounts:0:Typ", "x"), ("Users:0:Password", null), ("PathBasse", "/x"));
        var mistakes = await Assert.ThrowsAsync<GatewayStartException>(() => GatewayHost.StartAsync(settings));

        Assert.Equal(
            ["Pan123Dav:Mounts:0:Typ", "Pan123Dav:Mounts:0:Uid", "Pan123Dav:PathBasse", "Pan123Dav:Users:0:PasswordHash"],
            mistakes.Errors.Select(e => e.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task Health_ForAnybody_Is200WithoutDetail(string path)
    {
        await using var gateway = await GatewayHost.StartAsync(GatewayHost.Settings(Tree));
        using var response = await gateway.Stranger.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync());
    }
}
