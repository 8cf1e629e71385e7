using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Gateway;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Budgets;

public sealed class BudgetTests
{
    private const string Tree = """
        films:
          a.mkv:100:1694101621:https://vip.123pan.cn/13/films/a.mkv
          b.mkv:100:1694101621:https://vip.123pan.cn/13/films/b.mkv
          c.mkv:100:1694101621:https://vip.123pan.cn/13/films/c.mkv
          unknown.mkv:https://vip.123pan.cn/13/films/unknown.mkv
        """;

    [Theory]
    [InlineData("PerUser:DailyBytes", "150", "user", "bytes")]
    [InlineData("PerUser:DailyLinks", "2", "user", "links")]
    [InlineData("DailyBytes", "150", "gateway", "bytes")]
    [InlineData("DailyLinks", "2", "gateway", "links")]
    public async Task Get_BudgetSpent_Is429UntilMidnightAndTheListingWorks(string key, string limit, string whose, string unit)
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ($"Budgets:{key}", limit));
        Assert.Equal((302, 302), (await StatusAsync(gateway, "a.mkv"), await StatusAsync(gateway, "b.mkv")));

        using var refused = await gateway.SendAsync("GET", "/dav/films/c.mkv");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromHours(12), refused.Headers.RetryAfter!.Delta);
        Assert.False(refused.Headers.Contains("Location"));
        var body = await refused.Content.ReadAsStringAsync();
        Assert.Contains("<D:error xmlns:D=\"DAV:\">", body);
        Assert.Matches($"{whose}.*budget of {unit}", body);
        Assert.Equal(5, (await gateway.ListAsync("/dav/films")).Count);
        using var head = await gateway.SendAsync("HEAD", "/dav/films/c.mkv");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(302, await StatusAsync(gateway, "a.mkv"));
    }

    [Fact]
    public async Task Get_NextDay_StartsAnew()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Budgets:DailyLinks", "1"));
        Assert.Equal((302, 429), (await StatusAsync(gateway, "a.mkv"), await StatusAsync(gateway, "b.mkv")));

        gateway.Time.Advance(TimeSpan.FromHours(12));

        Assert.Equal((302, 429), (await StatusAsync(gateway, "b.mkv"), await StatusAsync(gateway, "a.mkv")));
    }

    [Fact]
    public async Task Requests_WithoutALink_CostNothing()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Budgets:DailyLinks", "1"));
        using var head = await gateway.SendAsync("HEAD", "/dav/films/a.mkv");
        var entityTag = head.Headers.ETag!.ToString();
        using var notModified = await gateway.SendAsync("GET", "/dav/films/a.mkv", ("If-None-Match", entityTag));
        Assert.Equal(HttpStatusCode.NotModified, notModified.StatusCode);
        using var page = await gateway.SendAsync("GET", "/dav/films/");
        using var stranger = await gateway.Stranger.GetAsync("/dav/films/a.mkv");
        using var absent = await gateway.SendAsync("GET", "/dav/films/absent.mkv");

        Assert.Equal(default, Spent(gateway));
    }

    [Fact]
    public async Task Get_Ranges_CostTheirBytesOnce()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Budgets:UnknownSizeBytes", "5000"));
        foreach (var range in new[] { "bytes=0-9", "bytes=5-14", "bytes=-10", "bytes=0-" })
        {
            Assert.Equal(302, await StatusAsync(gateway, "a.mkv", ("Range", range)));
        }

        Assert.Equal(new UsageTotals(1, 100, 0), Spent(gateway));
        Assert.Equal(302, await StatusAsync(gateway, "unknown.mkv"));
        Assert.Equal(new UsageTotals(2, 5100, 0), Spent(gateway));
    }

    [Fact]
    public async Task Get_ByAClientWithLongLinks_IsPaidForAsLongAsTheFirstLinkLives()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);
        await StatusAsync(gateway, "a.mkv", ("User-Agent", "VLC/3.0.24"));
        gateway.Time.Advance(TimeSpan.FromMinutes(239));
        await StatusAsync(gateway, "a.mkv", ("User-Agent", "VLC/3.0.24"));
        Assert.Equal(new UsageTotals(1, 100, 0), Spent(gateway));

        gateway.Time.Advance(TimeSpan.FromMinutes(1));
        await StatusAsync(gateway, "a.mkv", ("User-Agent", "VLC/3.0.24"));

        Assert.Equal(new UsageTotals(2, 200, 0), Spent(gateway));
    }

    [Theory]
    [InlineData("Budgets:PerUser:DailyBytes")]
    [InlineData("Budgets:DailyBytes")]
    public async Task Get_ManyAtOnceNearTheLimit_OvershootsByOneFileAtMost(string key)
    {
        var tree = string.Concat(Enumerable.Range(0, 60).Select(i => $"f{i}.bin:100:1694101621:https://vip.123pan.cn/13/f{i}.bin\n"));
        await using var gateway = await GatewayHost.StartAsync(tree, (key, "1950"));

        var statuses = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            using var response = await gateway.SendAsync("GET", $"/dav/f{i}.bin");
            return (int)response.StatusCode;
        }));

        Assert.Equal([(302, 20), (429, 40)], statuses.CountBy(status => status).Select(count => (count.Key, count.Value)).Order());
        Assert.Equal(new UsageTotals(20, 2000, 40), Spent(gateway));
    }

    [Fact]
    public async Task Reload_OtherLimits_ApplyAtOnceToWhatIsSpent()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Budgets:PerUser:DailyLinks", "1"));
        Assert.Equal((302, 429), (await StatusAsync(gateway, "a.mkv"), await StatusAsync(gateway, "b.mkv")));
        var (configuration, reloader) = (gateway.Services.GetRequiredService<IConfiguration>(), gateway.Services.GetRequiredService<SnapshotReloadService>());

        configuration["Pan123Dav:Users:0:Budget:DailyLinks"] = "2";
        await reloader.ReloadAsync();
        Assert.Equal((302, 429), (await StatusAsync(gateway, "b.mkv"), await StatusAsync(gateway, "c.mkv")));

        configuration["Pan123Dav:Budgets:DailyLinks"] = "0";
        configuration["Pan123Dav:Users:0:Budget:DailyLinks"] = "100";
        await reloader.ReloadAsync();
        Assert.Equal(429, await StatusAsync(gateway, "c.mkv"));
        Assert.Equal(new UsageTotals(2, 200, 3), Spent(gateway));
    }

    [Theory]
    [InlineData("Proxy", "0", 429, 429)]
    [InlineData("DownloadProxy", "1", 302, 429)]
    public async Task Get_OtherDeliveries_ArePaidForToo(string delivery, string limit, int first, int second)
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Budgets:DailyLinks", limit), ("Mounts:0:Delivery", delivery),
            ("Mounts:0:DownloadProxyUrl", "https://proxy.example/"), ("Mounts:0:DownloadProxyToken", "some-token-of-a-proxy"));

        Assert.Equal((first, second), (await StatusAsync(gateway, "a.mkv"), await StatusAsync(gateway, "b.mkv")));
        Assert.Equal(first == 302 ? new UsageTotals(1, 100, 1) : new UsageTotals(0, 0, 2), Spent(gateway));
    }

    [Theory]
    [InlineData("Requested", 1, 101)]
    [InlineData("WholeFile", 100, 1100)]
    public async Task Get_OneByteByRedirect_CostsWhatLinkCostSays(string linkCost, long first, long both)
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Budgets:LinkCost", linkCost), ("Budgets:UnknownSizeBytes", "1000"));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Assert.Equal(302, await StatusAsync(gateway, "a.mkv", ("Range", "bytes=0-0")));
            Assert.Equal(new UsageTotals(1, first, 0), Spent(gateway));
        }

        Assert.Equal(302, await StatusAsync(gateway, "unknown.mkv", ("Range", "bytes=0-99")));
        Assert.Equal(new UsageTotals(2, both, 0), Spent(gateway));
    }

    private static UsageTotals Spent(GatewayHost gateway) => gateway.Services.GetRequiredService<UsageLedger>().At(gateway.Time.GetUtcNow()).Gateway.Value;

    private static async Task<int> StatusAsync(GatewayHost gateway, string file, params (string, string)[] headers)
    {
        using var response = await gateway.SendAsync("GET", $"/dav/films/{file}", headers);
        return (int)response.StatusCode;
    }
}
