using System.Net;
using System.Text.Json.Nodes;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Storage.Tests.OpenPlatform;

/// <summary>Tokens of the open platform.</summary>
public sealed class OpenPlatformTokenTests
{
    private readonly FakeOpenPlatform _api = FakeOpenPlatform.WithOneFile();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(401)]
    public async Task ListAsync_TooManyTokens_IsThrottledAndAskedAgainAfterAMinute(int code)
    {
        _api.Instead = (path, _) => path == "v1/access_token" ? FakeOpenPlatform.Bad(code, "tokens number has exceeded the limit") : null;
        var storage = _api.Storage();

        var fault = await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/"));
        Assert.Equal((StorageError.Throttled, TimeSpan.FromMinutes(1)), (fault.Error, fault.RetryAfter!.Value));
        _api.Instead = (_, _) => null;
        await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/"));
        _api.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await Listing.NamesAsync(storage, "/")).Length);
    }

    [Fact]
    public async Task ListAsync_TooManyTokensUnder401_KeepsTheTokenAndAsksForNoOther()
    {
        var storage = _api.Storage();
        await Listing.NamesAsync(storage, "/");
        _api.Time.Advance(TimeSpan.FromMinutes(2));
        _api.Instead = (path, _) => path == "v2/file/list" ? FakeOpenPlatform.Bad(401, "Tokens number has exceeded the limit") : null;

        var fault = await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/d"));

        Assert.Equal((StorageError.Throttled, TimeSpan.FromMinutes(1)), (fault.Error, fault.RetryAfter!.Value));
        _api.Instead = (_, _) => null;
        await Listing.NamesAsync(storage, "/d");
        Assert.Equal((1, 3), (_api.Calls("v1/access_token"), _api.Calls("v2/file/list")));
    }

    [Theory]
    [InlineData("403")]
    [InlineData("\"403\"")]
    public async Task ListAsync_AddressRefused_BlamesTheAddressAndNotTheCredentials(string code)
    {
        _api.Instead = (_, _) => FakeHttp.Json($$"""{"code":{{code}},"message":"123pan-global-slb forbidden client ip"}""", HttpStatusCode.Forbidden);

        var fault = await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(_api.Storage(), "/"));

        Assert.Equal(StorageError.Forbidden, fault.Error);
        Assert.Contains("this machine's address", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ClientSecret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_TokenRefused_IsRenewedOnce()
    {
        var storage = _api.Storage();
        await Listing.NamesAsync(storage, "/");
        _api.Time.Advance(TimeSpan.FromMinutes(2));
        _api.OnlyToken = "token-2";

        await Listing.NamesAsync(storage, "/d");

        Assert.Equal((2, 3), (_api.Calls("v1/access_token"), _api.Calls("v2/file/list")));
    }

    [Fact]
    public async Task ListAsync_EveryTokenRefused_AsksForOneAMinuteAtMost()
    {
        _api.OnlyToken = "none";
        var storage = _api.Storage();
        for (var second = 0; second < 120; second++)
        {
            await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/"));
            _api.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, _api.Calls("v1/access_token"));
    }

    [Fact]
    public async Task ListAsync_AfterARestart_UsesTheKeptToken()
    {
        await Listing.NamesAsync(_api.Storage(), "/");
        await Listing.NamesAsync(_api.Storage(), "/");

        Assert.Equal(1, _api.Calls("v1/access_token"));
        Assert.DoesNotContain(FakeOpenPlatform.ClientSecret, Assert.Single(_api.Tokens.Kept).Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_TokenAboutToEnd_IsRenewedFiveMinutesEarly()
    {
        _api.TokenLife = TimeSpan.FromMinutes(60);
        var storage = _api.Storage();
        await Listing.NamesAsync(storage, "/");
        _api.Time.Advance(TimeSpan.FromMinutes(54));
        await Listing.NamesAsync(storage, "/d");
        Assert.Equal(1, _api.Calls("v1/access_token"));
        _api.Time.Advance(TimeSpan.FromMinutes(1));
        await storage.GetUserAsync(Cancellation);
        Assert.Equal(2, _api.Calls("v1/access_token"));
    }

    [Fact]
    public async Task Start_WrongSecret_IsOneErrorWithTheRemedyAndNoLoop()
    {
        await using var storage = _api.Storage(secret: "wrong-secret-1234");
        storage.Start();
        await Eventually.HoldsAsync(() => _api.Log.Count(2102) == 1);
        for (var times = 0; times < 20; times++)
        {
            Assert.Equal(StorageError.SignInRequired, (await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/"))).Error);
        }

        var line = Assert.Single(_api.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
        Assert.Contains("ClientSecret", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret-1234", line.Text, StringComparison.Ordinal);
        Assert.Equal((1, 1, 0), (_api.Log.Count(2102), _api.Calls("v1/access_token"), _api.Calls("v2/file/list")));
        Assert.True(storage.IsDegraded);
    }

    [Theory]
    [InlineData("", "2099-01-01T00:00:00+08:00")]
    [InlineData("bad\ntoken", "2099-01-01T00:00:00+08:00")]
    [InlineData("token", "2001-01-01T00:00:00+08:00")]
    [InlineData("token", "soon")]
    public async Task ListAsync_TokenThatCannotBeUsed_IsMalformed(string token, string expires)
    {
        _api.Instead = (path, _) =>
            path == "v1/access_token" ? FakeOpenPlatform.Good(new JsonObject { ["accessToken"] = token, ["expiredAt"] = expires }) : null;

        Assert.Equal(StorageError.Malformed, (await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(_api.Storage(), "/"))).Error);
    }
}
