using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote;

public sealed class EndpointPaceTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitAsync_ManyAtOnce_LeaveOneAnInterval()
    {
        var pace = new EndpointPace(new ApiRate(TimeSpan.FromMilliseconds(100)), _time);
        var left = 0;
        var waiting = Enumerable.Range(0, 5).Select(async _ =>
        {
            await pace.WaitAsync(Cancellation);
            Interlocked.Increment(ref left);
        }).ToArray();

        for (var expected = 1; expected <= 5; expected++)
        {
            await Eventually.HoldsAsync(() => Volatile.Read(ref left) == expected);
            _time.Advance(TimeSpan.FromMilliseconds(99));
            Assert.Equal(expected, Volatile.Read(ref left));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task WaitAsync_AfterAPause_LetsOneThroughAndNotAll()
    {
        var pace = new EndpointPace(new ApiRate(TimeSpan.FromMilliseconds(100)), _time);
        await pace.WaitAsync(Cancellation);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.True(pace.WaitAsync(Cancellation).AsTask().IsCompleted);
        Assert.False(pace.WaitAsync(Cancellation).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Postpone_AskedForPatience_HoldsTheNextBack()
    {
        var pace = new EndpointPace(new ApiRate(TimeSpan.FromMilliseconds(100)), _time);
        pace.Postpone(TimeSpan.FromSeconds(5));
        var next = pace.WaitAsync(Cancellation).AsTask();
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await next;
    }

    [Fact]
    public async Task WaitAsync_TooManyWaiting_IsThrottled()
    {
        var pace = new EndpointPace(new ApiRate(TimeSpan.FromSeconds(1)), _time);
        using var leaving = new CancellationTokenSource();
        await pace.WaitAsync(Cancellation);
        var waiting = Enumerable.Range(0, EndpointPace.MostWaiting).Select(_ => pace.WaitAsync(leaving.Token).AsTask()).ToArray();

        var fault = await Assert.ThrowsAsync<StorageException>(async () => await pace.WaitAsync(Cancellation));

        Assert.Equal(StorageError.Throttled, fault.Error);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
        _time.Advance(TimeSpan.FromSeconds(1));
        await pace.WaitAsync(Cancellation);
    }

    [Fact]
    public void PerSecond_DocumentedRate_StaysBelowIt() => Assert.InRange(ApiRate.PerSecond(5).Interval, TimeSpan.FromMilliseconds(201), TimeSpan.FromMilliseconds(220));
}
