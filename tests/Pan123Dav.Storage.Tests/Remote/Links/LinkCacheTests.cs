using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote.Links;

public sealed class LinkCacheTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PendingLinkLimit _limit = new();
    private int _resolved;
    private volatile PendingLink? _pending;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_WhileItIsGood_ResolvesOnce()
    {
        var cache = new LinkCache(_time);
        Assert.Equal("1", await GetAsync(cache));
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal("1", await GetAsync(cache));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("2", await GetAsync(cache));
    }

    [Fact]
    public async Task GetAsync_Renewal_ResolvesAnew()
    {
        var cache = new LinkCache(_time);
        await GetAsync(cache);

        Assert.Equal("2", await GetAsync(cache, isRenewal: true));
        Assert.Equal("2", await GetAsync(cache));
    }

    [Fact]
    public async Task GetAsync_ManyAtOnce_ResolveOnceAndOneMayLeave()
    {
        var cache = new LinkCache(_time);
        var gate = new TaskCompletionSource();
        using var leaving = new CancellationTokenSource();
        var asked = Enumerable.Range(0, 10).Select(i => GetAsync(cache, gate: gate.Task, cancellationToken: i == 0 ? leaving.Token : Cancellation)).ToArray();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked[0]);
        gate.SetResult();

        Assert.All(await Task.WhenAll(asked[1..]), link => Assert.Equal("1", link));
        Assert.Equal(1, _resolved);
    }

    [Fact]
    public async Task GetAsync_AfterAFailure_TriesAgain()
    {
        var cache = new LinkCache(_time);
        await Assert.ThrowsAsync<StorageException>(
            async () => await cache.GetAsync(7, default, _ => throw new StorageException(StorageError.Unavailable, "down"), Cancellation));

        Assert.Equal("1", await GetAsync(cache));
    }

    [Fact]
    public async Task GetAsync_MoreThanItHolds_StaysBounded()
    {
        var cache = new LinkCache(_time, most: 100);
        for (var file = 0; file < 1000; file++)
        {
            await GetAsync(cache, file);
        }

        var before = _resolved;
        await GetAsync(cache, 999);
        Assert.Equal(before, _resolved);
        for (var file = 0; file < 1000; file++)
        {
            await GetAsync(cache, file);
        }

        Assert.InRange(_resolved - before, 850, 1000);
    }

    [Fact]
    public async Task GetAsync_LastWaiterLeaves_EndsTheResolvingAndTellsWhether123WasAsked()
    {
        var cache = new LinkCache(_time);
        foreach (var isAsked in new[] { false, true })
        {
            var gate = new TaskCompletionSource();
            using var leaving = new CancellationTokenSource();
            var progress = new[] { new LinkProgress(), new LinkProgress() };
            var asked = progress.Select(one => GetAsync(cache, gate: gate.Task, progress: one, asks: isAsked, cancellationToken: leaving.Token)).ToArray();
            await Eventually.HoldsAsync(() => _pending is not null);
            var pending = _pending!;
            Assert.False(pending.Ended.IsCancellationRequested);
            await leaving.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(asked));
            Assert.True(pending.Ended.IsCancellationRequested);
            Assert.Throws<OperationCanceledException>(pending.Ask);
            Assert.All(progress, one => Assert.Equal(isAsked, one.WasAsked));
            _pending = null;
        }

        Assert.Equal("3", await GetAsync(cache));
    }

    [Fact]
    public async Task GetAsync_OneUsersLinks_AreEightAtATimeAndTheSameCountsOnce()
    {
        var (cache, other) = (new LinkCache(_time, _limit), new LinkCache(_time, _limit));
        var gate = new TaskCompletionSource();
        var asked = Enumerable.Range(0, PendingLinkLimit.MaxPerUser)
            .Select(file => GetAsync(file % 2 == 0 ? cache : other, file, gate: gate.Task, user: "a")).ToList();
        asked.Add(GetAsync(cache, 0, gate: gate.Task, user: "a"));

        var fault = await Assert.ThrowsAsync<StorageException>(() => GetAsync(cache, 100, gate: gate.Task, user: "a"));
        Assert.Equal(StorageError.TooManyLinks, fault.Error);
        Assert.NotNull(fault.RetryAfter);
        asked.Add(GetAsync(cache, 100, gate: gate.Task, user: "b"));
        asked.AddRange(Enumerable.Range(200, 20).Select(file => GetAsync(cache, file, gate: gate.Task)));
        gate.SetResult();
        await Task.WhenAll(asked);

        Assert.NotEmpty(await GetAsync(cache, 101, user: "a"));
    }

    private async Task<string> GetAsync(
        LinkCache cache, long file = 7, bool isRenewal = false, Task? gate = null, string? user = null,
        LinkProgress? progress = null, bool asks = true, CancellationToken? cancellationToken = null)
    {
        var request = new LinkRequest(isRenewal ? default(LinkLifetime).Renewed() : default) { User = user, Progress = progress };
        var link = await cache.GetAsync(file, request, async pending =>
        {
            var number = Interlocked.Increment(ref _resolved);
            if (asks)
            {
                pending.Ask();
            }

            _pending = pending;
            await (gate ?? Task.CompletedTask).WaitAsync(pending.Ended);
            _time.Advance(TimeSpan.FromTicks(1));
            return new CachedLink(new SignedLink($"{number}", DateTimeOffset.MaxValue), _time.GetUtcNow() + TimeSpan.FromHours(1));
        }, cancellationToken ?? Cancellation);
        return link.Location;
    }
}
