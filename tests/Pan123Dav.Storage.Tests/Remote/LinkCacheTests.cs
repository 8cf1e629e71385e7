using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Remote;

namespace Pan123Dav.Storage.Tests.Remote;

public sealed class LinkCacheTests
{
    private readonly FakeTimeProvider _time = new();
    private int _resolved;

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
        await Assert.ThrowsAsync<StorageException>(async () => await cache.GetAsync(7, false, () => throw new StorageException(StorageError.Unavailable, "down"), Cancellation));

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

    private async Task<string> GetAsync(LinkCache cache, long file = 7, bool isRenewal = false, Task? gate = null, CancellationToken? cancellationToken = null)
    {
        var link = await cache.GetAsync(file, isRenewal, async () =>
        {
            var number = Interlocked.Increment(ref _resolved);
            await (gate ?? Task.CompletedTask);
            _time.Advance(TimeSpan.FromTicks(1));
            return new KeptLink(new SignedLink($"{number}", DateTimeOffset.MaxValue), _time.GetUtcNow() + TimeSpan.FromHours(1));
        }, cancellationToken ?? Cancellation);
        return link.Location;
    }
}
