using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote.Http;

public sealed class EndpointRateLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitAsync_ManyAtOnce_LeaveOneAnInterval()
    {
        const int calls = 5;
        var time = new CountingTime();
        var pace = new EndpointRateLimiter(new ApiRate(TimeSpan.FromMilliseconds(100)), time);
        var left = 0;
        var waiting = Enumerable.Range(0, calls).Select(async _ =>
        {
            await pace.WaitAsync(Cancellation);
            Interlocked.Increment(ref left);
        }).ToArray();

        for (var expected = 1; expected <= calls; expected++)
        {
            // The next one has begun to wait: what is begun after the time was set ahead would end too late.
            await Eventually.HoldsAsync(() => Volatile.Read(ref left) == expected && (expected == calls || time.Timers == expected));
            time.Advance(TimeSpan.FromMilliseconds(99));
            Assert.Equal(expected, Volatile.Read(ref left));
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task WaitAsync_AfterAPause_LetsOneThroughAndNotAll()
    {
        var pace = new EndpointRateLimiter(new ApiRate(TimeSpan.FromMilliseconds(100)), _time);
        await pace.WaitAsync(Cancellation);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.True(pace.WaitAsync(Cancellation).AsTask().IsCompleted);
        Assert.False(pace.WaitAsync(Cancellation).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Postpone_AtOneGateway_HoldsTheSameCallBackAtAnother()
    {
        var (first, second) = (new RateShare(_time), new RateShare(_time));
        first.Asked += second.Postpone;
        var rate = new ApiRate(TimeSpan.FromMilliseconds(100));
        var asked = new EndpointRateLimiter(rate with { Share = first }, _time, "links");
        var same = new EndpointRateLimiter(rate with { Share = second }, _time, "links");
        var other = new EndpointRateLimiter(rate with { Share = second }, _time, "listings");
        asked.Postpone(TimeSpan.FromSeconds(5));

        await other.WaitAsync(Cancellation);
        var next = same.WaitAsync(Cancellation).AsTask();
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await next;
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await same.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task Postpone_AskedForPatience_HoldsTheNextBack()
    {
        var pace = new EndpointRateLimiter(new ApiRate(TimeSpan.FromMilliseconds(100)), _time);
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
        var pace = new EndpointRateLimiter(new ApiRate(TimeSpan.FromSeconds(1)), _time);
        using var leaving = new CancellationTokenSource();
        await pace.WaitAsync(Cancellation);
        var waiting = Enumerable.Range(0, EndpointRateLimiter.MaxWaiting).Select(_ => pace.WaitAsync(leaving.Token).AsTask()).ToArray();

        var fault = await Assert.ThrowsAsync<StorageException>(async () => await pace.WaitAsync(Cancellation));

        Assert.Equal(StorageError.Throttled, fault.Error);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(waiting));
        _time.Advance(TimeSpan.FromSeconds(1));
        await pace.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task WaitAsync_OneUserWithManyCalls_DelaysAnotherByOneTurn()
    {
        var pace = new EndpointRateLimiter(new ApiRate(TimeSpan.FromMilliseconds(100)), _time);
        var order = new ConcurrentQueue<string>();
        var calls = new[] { "a1", "a2", "a3", "a4", "b1", "b2", "c1" }.Select(name => CallAsync(pace, name, order)).ToArray();
        for (var left = 1; left <= calls.Length; left++)
        {
            await Eventually.HoldsAsync(() => order.Count == left);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        // The second of the first user stood at the door when the others came.
        await Task.WhenAll(calls);
        Assert.Equal(["a1", "a2", "b1", "c1", "a3", "b2", "a4"], order);
    }

    [Fact]
    public async Task WaitAsync_AnotherUserJoins_TheCallHasThatUsersTurn()
    {
        var turns = new FairTurns();
        await turns.EnterAsync(Of("a"), Cancellation);
        var (early, shared) = (Of("a"), Of("a"));
        var (first, second) = (turns.EnterAsync(early, Cancellation).AsTask(), turns.EnterAsync(shared, Cancellation).AsTask());
        shared.Join("b");
        turns.Leave();
        await second;

        Assert.False(first.IsCompleted);
    }

    [Fact]
    public async Task EnterAsync_WaiterLeaves_TheNextIsLetIn()
    {
        var turns = new FairTurns();
        using var leaving = new CancellationTokenSource();
        await turns.EnterAsync(null, Cancellation);
        var (first, second) = (turns.EnterAsync(null, leaving.Token).AsTask(), turns.EnterAsync(null, Cancellation).AsTask());
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        turns.Leave();
        await second;
        turns.Leave();

        Assert.True(turns.EnterAsync(null, Cancellation).AsTask().IsCompleted);
    }

    private static PendingLink Of(string user)
    {
        var link = new PendingLink();
        link.Join(user);
        return link;
    }

    private static async Task CallAsync(EndpointRateLimiter pace, string name, ConcurrentQueue<string> order)
    {
        await pace.WaitAsync(Of(name[..1]), Cancellation);
        order.Enqueue(name);
    }

    [Fact]
    public void PerSecond_DocumentedRate_StaysBelowIt() =>
        Assert.InRange(ApiRate.PerSecond(5).Interval, TimeSpan.FromMilliseconds(201), TimeSpan.FromMilliseconds(220));

    private sealed class CountingTime : FakeTimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }
    }
}
