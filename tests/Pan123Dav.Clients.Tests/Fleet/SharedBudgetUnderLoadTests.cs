namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>What happens to Redis, or to a gateway, while all of them spend.</summary>
public sealed class SharedBudgetUnderLoadTests
{
    private const int Fitting = 31;

    private static readonly (string, object) ThirtyThousandBytes = ("Budgets", new { DailyBytes = 30_500 });

    [Fact]
    public async Task Redis_EmptiedUnderLoad_GoesOnFromWhatWasKnown()
    {
        // One request under way for each gateway, and each third one dealt is the first gateway's.
        const int width = 3;
        await using var fleet = await GatewayFleet.StartAsync(("Budgets", new { DailyBytes = 60_500 }));
        Assert.Equal(30, await fleet.SpendAsync(0, 30));
        await fleet.CountBecomesKnownAsync(30_000);

        var spending = fleet.SpendAsync(30, 150, width);
        await fleet.Redis.AskAsync("FLUSHALL");
        var links = 30 + await spending;

        // Forgotten is at most what the others took since the gateway that finds Redis empty heard of it last, for that one raises the count to what it knew
        // and goes on taking until the next one raises it. It hears with each link of its own. As two requests of three are the others', they can have
        // taken two for each request that it has open, and had width - 1 under way before: 3 * width + 1 at most. A tighter bound would need
        // all gateways to be heard before the first link, which one that is gone would hold up. What a gateway asked again after no answer may be
        // counted twice, once before Redis was emptied and once after.
        Assert.InRange(links, 61 - fleet.AskedAgain, 61 + (3 * width) + 1);

        // The count itself never passes the budget by more than a file.
        await fleet.UsageBecomesAsync(61, 61_000);
        Assert.Equal(0, await fleet.SpendAsync(180, 6));
    }

    [Fact]
    public async Task Gateway_KilledUnderLoad_TheBudgetIsSpentToWithinOneFile()
    {
        await using var fleet = await GatewayFleet.StartAsync(ThirtyThousandBytes);
        var (lost, others) = (fleet.Gateways[0], fleet.Gateways[1..]);
        var dying = fleet.SpendAsync(0, 60, gateways: [lost]);
        var spending = fleet.SpendAsync(60, 6, gateways: others);
        await Eventually.HoldsAsync(async () => (await others[0].GetUsageAsync()).Links > 6, "the first gateway has spent, too");
        await lost.KillAsync();

        var links = await dying + await spending + await fleet.SpendAsync(70, 60, gateways: others);

        // What was counted and not answered before the end is a link that nobody got.
        Assert.InRange(links, Fitting - GatewayFleet.Width, Fitting);
        await lost.StartAgainAsync();
        await fleet.UsageBecomesAsync(Fitting, Fitting * GatewayFleet.FileSize);
        Assert.Equal(0, await fleet.SpendAsync(140, 9));
    }

    [Fact]
    public async Task Gateway_FrozenUnderLoad_HoldsUpNobody_AndTheBudgetIsSpentToWithinOneFile()
    {
        await using var fleet = await GatewayFleet.StartAsync(ThirtyThousandBytes);
        var (frozen, others) = (fleet.Gateways[0], fleet.Gateways[1..]);
        var waiting = fleet.SpendAsync(0, 60, gateways: [frozen]);
        await Eventually.HoldsAsync(async () => (await others[0].GetUsageAsync()).Links > 0, "the first gateway has spent");
        await frozen.FreezeAsync();

        var links = await fleet.SpendAsync(60, 60, gateways: others);
        foreach (var other in others)
        {
            Assert.Equal(429, await other.GetStatusAsync(GatewayFleet.File(130)));
        }

        await frozen.ThawAsync();
        links += await waiting;

        // What it was about to take when it froze is too late; what it had taken becomes a link.
        Assert.Equal(Fitting, links);
        await fleet.UsageBecomesAsync(Fitting, Fitting * GatewayFleet.FileSize);
    }
}
