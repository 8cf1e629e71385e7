using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Tokens;

namespace Pan123Dav.Storage.Tests.Remote.Tokens;

public sealed class AccessTokenProviderTests
{
    private static readonly TokenRenewalOptions Rules = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(5));

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryTokens _store = new();
    private int _asked;

    /// <summary>What asking ends with; null when it goes well.</summary>
    private StorageException? Failure { get; set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_Twice_AsksOnce()
    {
        var keeper = Create();
        Assert.Equal("token-1", await keeper.GetAsync(Cancellation));
        Assert.Equal("token-1", await keeper.GetAsync(Cancellation));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task GetAsync_ManyAtOnce_AskOnce()
    {
        var keeper = Create();
        var tokens = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => keeper.GetAsync(Cancellation).AsTask()));

        Assert.All(tokens, token => Assert.Equal("token-1", token));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task GetAsync_FiveMinutesBeforeItEnds_Renews()
    {
        var keeper = Create();
        await keeper.GetAsync(Cancellation);
        _time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.Equal("token-1", await keeper.GetAsync(Cancellation));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("token-2", await keeper.GetAsync(Cancellation));
    }

    [Fact]
    public async Task GetAsync_EarlyRenewalFails_TheOldTokenServesOn()
    {
        var keeper = Create();
        await keeper.GetAsync(Cancellation);
        _time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(4));
        Failure = new StorageException(StorageError.Unavailable, "down");

        Assert.Equal("token-1", await keeper.GetAsync(Cancellation));
        Assert.Equal("token-1", await keeper.GetAsync(Cancellation));
        Assert.Equal(2, _asked);
        _time.Advance(TimeSpan.FromMinutes(4));
        await Assert.ThrowsAsync<StorageException>(async () => await keeper.GetAsync(Cancellation));
    }

    [Fact]
    public async Task RenewAsync_Refused_AsksOnceAMinuteAtMost()
    {
        var keeper = Create();
        var token = await keeper.GetAsync(Cancellation);
        var tooSoon = await Assert.ThrowsAsync<StorageException>(() => keeper.RenewAsync(token, Cancellation));
        Assert.Equal((StorageError.Unavailable, TimeSpan.FromMinutes(1), 1), (tooSoon.Error, tooSoon.RetryAfter!.Value, _asked));

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("token-2", await keeper.GetAsync(Cancellation));
        for (var second = 0; second < 300; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Record.ExceptionAsync(async () => await keeper.RenewAsync(await keeper.GetAsync(Cancellation), Cancellation));
        }

        Assert.InRange(_asked, 3, 7);
    }

    [Fact]
    public async Task RenewAsync_OfAnOldToken_GivesTheOneThatIsKnown()
    {
        var keeper = Create();
        await keeper.GetAsync(Cancellation);
        _time.Advance(TimeSpan.FromMinutes(1));
        var first = keeper.RenewAsync("token-1", Cancellation);
        var second = keeper.RenewAsync("token-1", Cancellation);

        Assert.Equal(["token-2", "token-2"], await Task.WhenAll(first, second));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task GetAsync_WrongSecret_IsNoLoop()
    {
        Failure = new StorageException(StorageError.SignInRequired, "wrong secret");
        var keeper = Create();
        for (var second = 0; second < 599; second++)
        {
            var fault = await Assert.ThrowsAsync<StorageException>(async () => await keeper.GetAsync(Cancellation));
            Assert.Equal(StorageError.SignInRequired, fault.Error);
            Assert.Contains("wrong secret", fault.Message, StringComparison.Ordinal);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task GetAsync_AfterARestart_TheTokenIsStillThere()
    {
        await Create().GetAsync(Cancellation);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal("token-1", await Create().GetAsync(Cancellation));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task GetAsync_RestartsRightAfterAFailure_AskOnceAMinute()
    {
        Failure = new StorageException(StorageError.Unavailable, "down");
        for (var restart = 0; restart < 12; restart++)
        {
            await Assert.ThrowsAsync<StorageException>(async () => await Create().GetAsync(Cancellation));
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(2, _asked);
        Assert.Equal("", Assert.Single(_store.Kept).Value.Value);
    }

    [Fact]
    public async Task GetAsync_ClockWasSetBack_IsNotLockedOut()
    {
        _store.Kept["key"] = new StoredToken("", _time.GetUtcNow(), _time.GetUtcNow().AddYears(1));

        Assert.Equal("token-1", await Create().GetAsync(Cancellation));
    }

    [Fact]
    public async Task GetAsync_ClientThatGoesAway_LeavesTheTokenToTheOthers()
    {
        var gate = new TaskCompletionSource();
        var keeper = Create(gate.Task);
        using var leaving = new CancellationTokenSource();
        var first = keeper.GetAsync(leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal("token-1", await keeper.GetAsync(Cancellation));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public void Key_OfCredentials_TellsThemApartAndHoldsNone()
    {
        var url = new Uri("https://api.example");
        string[] keys = [TokenKey.Create(MountType.OpenPlatform, url, "id", "secret"), TokenKey.Create(MountType.OpenPlatform, url, "id", "other"),
            TokenKey.Create(MountType.Personal, url, "id", "secret"), TokenKey.Create(MountType.OpenPlatform, new Uri("https://b.example"), "id", "secret"),
            TokenKey.Create(MountType.OpenPlatform, url, "idsecret", "")];

        Assert.Equal(5, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{64}$", key));
    }

    private AccessTokenProvider Create(Task? gate = null) => new(async _ =>
    {
        var number = Interlocked.Increment(ref _asked);
        await (gate ?? Task.CompletedTask);
        return Failure is { } failure ? throw failure : new AccessToken($"token-{number}", _time.GetUtcNow() + TimeSpan.FromDays(30));
    }, "key", Rules, new StorageServices { TimeProvider = _time, Tokens = _store });
}
