using Pan123Dav.Emulator.Faults;
using Pan123Dav.Tests.Delivery;

namespace Pan123Dav.Tests.Metadata;

/// <summary>How long a listing waits for a content host, and at what pace it is asked.</summary>
public sealed class ProbingWaitTests
{
    [Fact]
    public async Task PropFind_SlowHost_IsAnsweredWithoutAndTheNextWith()
    {
        await using var fixture = await DeliveryFixture.StartAsync("a.bin:{origin}/13/a.bin",
            ("Probe:Enabled", "true"), ("Probe:ListingWaitMilliseconds", "0"));
        fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { Latency = TimeSpan.FromMilliseconds(500) });
        Assert.Null((await fixture.Gateway.ListAsync("/dav/"))[1]["getcontentlength"]);
        await Eventually.HoldsAsync(async () => (await fixture.Gateway.ListAsync("/dav/"))[1]["getcontentlength"] == "300000");

        Assert.Equal(1, fixture.Origin.Requests.Total);
    }

    [Fact]
    public async Task PropFind_WaitIsOver_IsAnsweredWithout()
    {
        await using var fixture = await DeliveryFixture.StartAsync("a.bin:{origin}/13/a.bin", ("Probe:Enabled", "true"));
        fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { Latency = Timeout.InfiniteTimeSpan });
        var list = fixture.Gateway.ListAsync("/dav/");
        await Eventually.HoldsAsync(() => fixture.Origin.Requests.Running == 1);
        Assert.False(list.IsCompleted);
        fixture.Gateway.Time.Advance(TimeSpan.FromMilliseconds(1500));

        Assert.Null((await list)[1]["getcontentlength"]);
    }

    [Fact]
    public async Task PropFind_Pace_IsHeld()
    {
        var tree = string.Join('\n', Enumerable.Range(0, 5).Select(i => $"{i}.bin:{{origin}}/13/a.bin?{i}"));
        await using var fixture = await DeliveryFixture.StartAsync(tree, ("Probe:Enabled", "true"),
            ("Probe:RequestsPerSecond", "10"), ("Probe:ListingWaitMilliseconds", "60000"));
        var started = TimeProvider.System.GetTimestamp();
        await fixture.Gateway.ListAsync("/dav/");

        Assert.Equal(5, fixture.Origin.Requests.Total);
        Assert.True(TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMilliseconds(300));
    }
}
