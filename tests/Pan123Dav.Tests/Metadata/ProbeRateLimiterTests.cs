using System.Diagnostics;
using Microsoft.Extensions.Options;
using Pan123Dav.Metadata;

namespace Pan123Dav.Tests.Metadata;

public sealed class ProbeRateLimiterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(250)]
    [InlineData(1000)]
    public void Wait_OfAnyRate_LetsTheFirstPassAtOnce(int perSecond)
    {
        using var limiter = new ProbeRateLimiter(new ChangingOptions { CurrentValue = new ProbeOptions { RequestsPerSecond = perSecond } });

        Assert.True(limiter.WaitAsync(Token).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Wait_Several_AreSpread()
    {
        using var limiter = new ProbeRateLimiter(new ChangingOptions { CurrentValue = new ProbeOptions { RequestsPerSecond = 20 } });
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 6; i++)
        {
            await limiter.WaitAsync(Token);
        }

        // Five periods of 50 ms; a timer may be early by the clock's own tick. How late they are on a busy machine is no matter.
        Assert.True(watch.Elapsed > TimeSpan.FromMilliseconds(200), $"Six went out within {watch.Elapsed}.");
    }

    [Fact]
    public async Task Wait_RateChanges_GoesOnByTheNewOne()
    {
        var options = new ChangingOptions { CurrentValue = new ProbeOptions { RequestsPerSecond = 1 } };
        using var limiter = new ProbeRateLimiter(options);
        await limiter.WaitAsync(Token);
        var waiting = limiter.WaitAsync(Token).AsTask();
        Assert.False(waiting.IsCompleted);

        options.CurrentValue = new ProbeOptions { RequestsPerSecond = 1000 };
        await limiter.WaitAsync(Token);

        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task Wait_Cancelled_Ends()
    {
        using var limiter = new ProbeRateLimiter(new ChangingOptions { CurrentValue = new ProbeOptions { RequestsPerSecond = 1 } });
        await limiter.WaitAsync(Token);
        using var leaving = new CancellationTokenSource();
        var waiting = limiter.WaitAsync(leaving.Token).AsTask();
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private sealed class ChangingOptions : IOptionsMonitor<ProbeOptions>
    {
        public required ProbeOptions CurrentValue { get; set; }

        public ProbeOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<ProbeOptions, string?> listener) => null;
    }
}
