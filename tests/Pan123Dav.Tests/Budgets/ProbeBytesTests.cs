using Pan123Dav.Budgets.Usage;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Budgets;

/// <summary><c>Users:[i]:Budget:ProbeBytes</c>: what a media server's ffprobe costs, which opens all of a film and reads little.</summary>
public sealed class ProbeBytesTests
{
    private const string Tree = """
        a.mkv:1000000:1694101621:https://vip.123pan.cn/13/a.mkv
        b.mkv:1000000:1694101621:https://vip.123pan.cn/13/b.mkv
        small.mkv:10:1694101621:https://vip.123pan.cn/13/small.mkv
        unknown.mkv::1694101621:https://vip.123pan.cn/13/unknown.mkv
        """;

    private const string Probe = "Lavf/61.7.100";

    [Fact]
    public async Task Get_ByFfprobe_CostsNoMoreOnADay()
    {
        await using var gateway = await StartAsync();

        await ProbeAsync(gateway, "a.mkv", "bytes=0-");
        Assert.Equal(new UsageTotals(1, 5000, 0), Spent(gateway));
        await ProbeAsync(gateway, "a.mkv", "bytes=999000-");
        gateway.Time.Advance(TimeSpan.FromHours(5));
        await ProbeAsync(gateway, "a.mkv", "bytes=0-");

        Assert.Equal(new UsageTotals(2, 5000, 0), Spent(gateway));
        await ProbeAsync(gateway, "b.mkv", null);
        Assert.Equal(new UsageTotals(3, 10_000, 0), Spent(gateway));
        gateway.Time.Advance(TimeSpan.FromDays(1));
        await ProbeAsync(gateway, "a.mkv", "bytes=0-");
        Assert.Equal(new UsageTotals(1, 5000, 0), Spent(gateway));
    }

    [Fact]
    public async Task Get_LessThanThat_CostsWhatItAsksFor()
    {
        await using var gateway = await StartAsync();

        await ProbeAsync(gateway, "a.mkv", "bytes=0-99");
        await ProbeAsync(gateway, "a.mkv", "bytes=100-199");
        await ProbeAsync(gateway, "small.mkv", null);
        await ProbeAsync(gateway, "unknown.mkv", null);

        Assert.Equal(new UsageTotals(3, 100 + 100 + 10 + 5000, 0), Spent(gateway));
    }

    [Fact]
    public async Task Get_ByAPlayerAfterTheProbe_CostsAllOfTheFile()
    {
        await using var gateway = await StartAsync();
        await ProbeAsync(gateway, "a.mkv", "bytes=0-");

        using var played = await gateway.SendAsync("GET", "/dav/a.mkv", ("User-Agent", "VLC/3.0.21"), ("Range", "bytes=0-"));

        Assert.Equal(new UsageTotals(2, 1_005_000, 0), Spent(gateway));
    }

    [Fact]
    public async Task Get_WholeFileLinks_ProbesCostNoMoreAllTheSame()
    {
        await using var gateway = await StartAsync(("Budgets:LinkCost", "WholeFile"));

        await ProbeAsync(gateway, "a.mkv", "bytes=0-9");

        Assert.Equal(new UsageTotals(1, 5000, 0), Spent(gateway));
    }

    [Fact]
    public async Task Get_ProbePaidAndBytesSpent_IsRefusedANewLink()
    {
        await using var gateway = await StartAsync(("Users:0:Budget:DailyBytes", "5000"));
        Assert.Equal(302, await ProbeAsync(gateway, "a.mkv", "bytes=0-"));
        gateway.Time.Advance(TimeSpan.FromHours(5));

        Assert.Equal(429, await ProbeAsync(gateway, "a.mkv", "bytes=0-"));
    }

    [Fact]
    public async Task Get_WithoutTheKey_ProbesCostWhatTheyAskFor()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);

        await ProbeAsync(gateway, "a.mkv", "bytes=0-");

        Assert.Equal(new UsageTotals(1, 1_000_000, 0), Spent(gateway));
    }

    [Theory]
    [InlineData("Pan123Dav:Users:0:Budget:ProbeBytes", "0")]
    [InlineData("Pan123Dav:Users:0:Budget:ProbeBytes", "64MB")]
    [InlineData("Pan123Dav:Budgets:PerUser:ProbeBytes", "5000")]
    public async Task Start_AWrongValueOrPlace_IsAMistake(string key, string value)
    {
        var settings = GatewayHost.Settings(Tree);
        settings[key] = value;

        var mistake = await Assert.ThrowsAsync<Pan123Dav.Gateway.GatewayStartException>(() => GatewayHost.StartAsync(settings));

        Assert.Equal(key, Assert.Single(mistake.Errors).Key);
    }

    private static Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings) =>
        GatewayHost.StartAsync(Tree, [("Users:0:Budget:ProbeBytes", "5000"), .. settings]);

    private static async Task<int> ProbeAsync(GatewayHost gateway, string file, string? range)
    {
        (string, string)[] headers = range is null ? [("User-Agent", Probe)] : [("User-Agent", Probe), ("Range", range)];
        using var response = await gateway.SendAsync("GET", $"/dav/{file}", headers);
        return (int)response.StatusCode;
    }

    private static UsageTotals Spent(GatewayHost gateway) =>
        gateway.Services.GetRequiredService<UsageLedger>().At(gateway.Time.GetUtcNow()).Gateway.Value;
}
