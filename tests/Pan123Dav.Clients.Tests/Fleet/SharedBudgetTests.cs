using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>Three gateways spend one budget, whatever happens to Redis and to one of them.</summary>
public sealed class SharedBudgetTests
{
    private static readonly (string, object) TenThousandBytes = ("Budgets", new { DailyBytes = 10_500 });

    [Fact]
    public async Task Gateways_InParallel_SpendOneBudgetToWithinOneFile()
    {
        await using var fleet = await GatewayFleet.StartAsync(TenThousandBytes);

        var links = await fleet.SpendAsync(0, 60);

        Assert.Equal(11, links);
        await fleet.UsageBecomesAsync(11, 11_000);
        using var refused = await fleet.Gateways[1].GetAsync(GatewayFleet.File(61));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task File_PaidAtOneGateway_CostsNothingAtAnother_AndNoQuestionWhereItIsKnown()
    {
        await using var fleet = await GatewayFleet.StartAsync();
        foreach (var gateway in fleet.Gateways)
        {
            Assert.Equal(302, await gateway.GetStatusAsync(GatewayFleet.File(0), "bytes=0-499"));
        }

        Assert.Equal(302, await fleet.Gateways[2].GetStatusAsync(GatewayFleet.File(0), "bytes=400-599"));
        await fleet.UsageBecomesAsync(1, 600);

        var before = await CountTakesAsync(fleet);
        Assert.Equal(302, await fleet.Gateways[2].GetStatusAsync(GatewayFleet.File(0), "bytes=100-599"));
        Assert.Equal(before, await CountTakesAsync(fleet));
        Assert.Equal(302, await fleet.Gateways[2].GetStatusAsync(GatewayFleet.File(0), "bytes=600-699"));
        Assert.True(await CountTakesAsync(fleet) > before);
        await fleet.UsageBecomesAsync(1, 700);

        var keys = (await fleet.Redis.AskAsync("--scan")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.StartsWith("pan123dav", key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refuse_WhileRedisIsAway_MakesNoNewLinkAndGoesOnOtherwise()
    {
        await using var fleet = await GatewayFleet.StartAsync(TenThousandBytes);
        var gateway = fleet.Gateways[0];
        Assert.Equal(302, await gateway.GetStatusAsync(GatewayFleet.File(0)));

        await fleet.Redis.KillAsync();
        await AssertRefusedAsync(gateway);
        Assert.Equal(302, await gateway.GetStatusAsync(GatewayFleet.File(0), "bytes=5-99"));
        using (var listing = await gateway.Client.GetAsync(new Uri("/dav/?format=text", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.OK, listing.StatusCode);
        }

        await fleet.ReadinessBecomesAsync("Degraded");
        await fleet.Redis.StartAgainAsync();
        await fleet.ReadinessBecomesAsync("Healthy");

        // Redis came back empty: it goes on from what the gateways knew.
        Assert.Equal(10, await fleet.SpendAsync(1, 40));
        await fleet.UsageBecomesAsync(11, 11_000);
        foreach (var each in fleet.Gateways)
        {
            await Eventually.HoldsAsync(() => each.Log.Contains("Redis is back", StringComparison.Ordinal));
            Assert.InRange(each.Log.Split('\n').Count(line => line.Contains("no new one is made", StringComparison.Ordinal)), 1, 2);
        }
    }

    [Fact]
    public async Task Refuse_WhileRedisIsFrozen_AnswersWithinASecond_AndCountsNothingTwice()
    {
        await using var fleet = await GatewayFleet.StartAsync(TenThousandBytes);
        Assert.Equal(302, await fleet.Gateways[0].GetStatusAsync(GatewayFleet.File(0)));

        await fleet.Redis.FreezeAsync();
        foreach (var gateway in fleet.Gateways)
        {
            await AssertRefusedAsync(gateway);
        }

        await fleet.ReadinessBecomesAsync("Degraded");
        await fleet.Redis.ThawAsync();
        await fleet.ReadinessBecomesAsync("Healthy");

        // What was asked while it was frozen is too late, and was not taken.
        await fleet.UsageBecomesAsync(1, 1000);
        Assert.Equal(10, await fleet.SpendAsync(1, 40));
    }

    [Fact]
    public async Task Local_WhileRedisIsAway_CountsFromTheLastCountAndTellsExactlyOnce()
    {
        await using var fleet = await GatewayFleet.StartAsync(("Budgets", new { DailyBytes = 10_500 }), ("Shared", "Local"));
        Assert.Equal(6, await fleet.SpendAsync(0, 6));
        await fleet.CountBecomesKnownAsync(6000);

        await fleet.Redis.FreezeAsync();
        for (var i = 10; i < 20; i++)
        {
            // Five are left as far as the first gateway knows.
            Assert.Equal(i < 15 ? 302 : 429, await fleet.Gateways[0].GetStatusAsync(GatewayFleet.File(i)));
        }

        Assert.Equal(302, await fleet.Gateways[1].GetStatusAsync(GatewayFleet.File(30)));
        await fleet.Redis.ThawAsync();
        await fleet.ReadinessBecomesAsync("Healthy");

        await fleet.UsageBecomesAsync(12, 12_000);
        Assert.Equal(0, await fleet.SpendAsync(40, 6));
    }

    [Fact]
    public async Task NoBudget_WhileRedisIsAway_LinksGoOnAndAreCountedLater()
    {
        await using var fleet = await GatewayFleet.StartAsync();
        await fleet.Redis.KillAsync();

        Assert.Equal(9, await fleet.SpendAsync(0, 9));
        await fleet.Redis.StartAgainAsync();

        await fleet.UsageBecomesAsync(9, 9000);
    }

    [Fact]
    public async Task Everything_Lost_StartsFromTheHighestCountThatAGatewayKept()
    {
        await using var fleet = await GatewayFleet.StartAsync(TenThousandBytes);
        Assert.Equal(6, await fleet.SpendAsync(0, 6));
        await fleet.UsageBecomesAsync(6, 6000);

        foreach (var gateway in fleet.Gateways)
        {
            await gateway.StopAsync();
        }

        await fleet.Redis.KillAsync();
        await fleet.Redis.StartAgainAsync();
        foreach (var gateway in fleet.Gateways)
        {
            await gateway.StartAgainAsync();
        }

        await fleet.UsageBecomesAsync(6, 6000);
        Assert.Equal(5, await fleet.SpendAsync(10, 30));
    }

    [Fact]
    public async Task Gateway_KilledAndStartedAgain_GoesOnWithTheOthers()
    {
        await using var fleet = await GatewayFleet.StartAsync(TenThousandBytes);
        var spending = fleet.SpendAsync(0, 4);
        Assert.Equal(4, await spending);
        await fleet.Gateways[0].KillAsync();
        Assert.Equal(302, await fleet.Gateways[1].GetStatusAsync(GatewayFleet.File(10)));
        await fleet.Gateways[0].StartAgainAsync();

        await fleet.UsageBecomesAsync(5, 5000);
        Assert.Equal(6, await fleet.SpendAsync(20, 30));
        await fleet.UsageBecomesAsync(11, 11_000);
    }

    [Fact]
    public async Task Midnight_IsWhatRedisSays()
    {
        await using var fleet = await GatewayFleet.StartAsync(TenThousandBytes);
        const int secondsADay = 86_400;
        const int hour = 3600;
        var passed = TimeProvider.System.GetUtcNow().TimeOfDay.TotalSeconds;
        var anHourBefore = (int)((secondsADay - hour - passed + secondsADay) % secondsADay) + secondsADay;
        await SetAheadAsync(anHourBefore);
        foreach (var gateway in fleet.Gateways)
        {
            await Eventually.HoldsAsync(async () => await gateway.GetStatusAsync(GatewayFleet.File(0)) == 302, "the gateway has heard of the other clock");
        }

        Assert.Equal(10, await fleet.SpendAsync(1, 40));
        using (var refused = await fleet.Gateways[0].GetAsync(GatewayFleet.File(50)))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(hour - 600), TimeSpan.FromSeconds(hour + 1));
        }

        // Midnight comes by itself, however long the links took.
        await SetAheadAsync(anHourBefore + hour - 5);
        await Eventually.HoldsAsync(async () => await fleet.Gateways[0].GetStatusAsync(GatewayFleet.File(51)) == 302, "the next day begins");
        Assert.Equal(10, await fleet.SpendAsync(60, 40));

        Task SetAheadAsync(int seconds) =>
            fleet.Redis.AskAsync("HSET", "pan123dav:{budget}:state", "clock", seconds.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task AssertRefusedAsync(SharedGateway gateway)
    {
        var watch = Stopwatch.StartNew();
        using var refused = await gateway.GetOnceAsync(GatewayFleet.File(99));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
    }

    // Of all scripts the one that charges is alone in asking how long something lives.
    private static async Task<int> CountTakesAsync(GatewayFleet fleet) =>
        int.Parse(Regex.Match(await fleet.Redis.AskAsync("INFO", "commandstats"), "cmdstat_pttl:calls=(\\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
}
