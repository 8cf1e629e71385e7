using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Authentication;

namespace Pan123Dav.Tests.Authentication;

public sealed class CredentialCacheTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly UserAccount _anna = new("anna", new StubStorage("anna"));

    [Fact]
    public void TryGet_UntilItsLifetimeIsOver_Finds()
    {
        var cache = new CredentialCache(_time);
        var digest = cache.Digest("Basic a");
        cache.Add(digest, _anna);

        _time.Advance(CredentialCache.Lifetime - TimeSpan.FromTicks(1));
        Assert.True(cache.TryGet(digest, out var account));
        Assert.Same(_anna, account);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.False(cache.TryGet(digest, out account));
        Assert.Null(account);
    }

    [Fact]
    public void TryRecognise_TheSameStringAgain_HoldsAsLongAsTheEntry()
    {
        var cache = new CredentialCache(_time);
        var header = new string("Basic a".AsSpan());
        Assert.False(cache.TryRecognise(header, out _));
        cache.Add(cache.Digest(header), _anna);

        Assert.True(cache.TryRecognise(header, out var account));
        Assert.Same(_anna, account);
        _time.Advance(CredentialCache.Lifetime - TimeSpan.FromTicks(1));
        Assert.True(cache.TryRecognise(header, out _));

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.False(cache.TryRecognise(header, out account));
        Assert.Null(account);

        // Verified anew, the string that was seen before serves again.
        cache.Add(cache.Digest(header), _anna);
        Assert.True(cache.TryRecognise(header, out _));
    }

    [Fact]
    public void TryRecognise_AnotherStringOfTheSameText_IsRecognisedByItsDigest()
    {
        var cache = new CredentialCache(_time);
        cache.Add(cache.Digest("Basic a"), _anna);

        Assert.True(cache.TryRecognise(new string("Basic a".AsSpan()), out _));
        Assert.False(cache.TryRecognise(new string("Basic b".AsSpan()), out _));
    }

    [Fact]
    public void Add_BeyondTheCapacity_DropsTheOldest()
    {
        var cache = new CredentialCache(_time, capacity: 100);
        var digests = Enumerable.Range(0, 1000).Select(i => cache.Digest(i.ToString(CultureInfo.InvariantCulture))).ToList();
        foreach (var digest in digests)
        {
            cache.Add(digest, _anna);
            Assert.InRange(cache.Count, 1, 100);
        }

        Assert.All(digests[..900], digest => Assert.False(cache.TryGet(digest, out _)));
        Assert.All(digests[900..], digest => Assert.True(cache.TryGet(digest, out _)));
    }

    [Fact]
    public void Add_WhenOthersHaveExpired_DropsThem()
    {
        var cache = new CredentialCache(_time);
        cache.Add(cache.Digest("a"), _anna);
        cache.Add(cache.Digest("b"), _anna);
        _time.Advance(CredentialCache.Lifetime);
        cache.Add(cache.Digest("c"), _anna);

        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void Add_TheSameAgain_LivesAsLongAsTheLater()
    {
        var cache = new CredentialCache(_time, capacity: 2);
        var digest = cache.Digest("a");
        cache.Add(digest, _anna);
        _time.Advance(CredentialCache.Lifetime / 2);
        cache.Add(digest, _anna);
        _time.Advance(CredentialCache.Lifetime / 2);
        cache.Add(cache.Digest("b"), _anna);

        Assert.True(cache.TryGet(digest, out _));
    }

    [Fact]
    public void Digest_OfTwoCaches_Differs() =>
        Assert.NotEqual(new CredentialCache(_time).Digest("Basic a"), new CredentialCache(_time).Digest("Basic a"));

    [Fact]
    public async Task Add_FromManyThreads_StaysBounded()
    {
        var cache = new CredentialCache(_time, capacity: 64);
        await Parallel.ForAsync(0, 5000, TestContext.Current.CancellationToken, (i, _) =>
        {
            cache.Add(cache.Digest((i % 200).ToString(CultureInfo.InvariantCulture)), _anna);
            return ValueTask.CompletedTask;
        });

        Assert.InRange(cache.Count, 1, 64);
    }
}
