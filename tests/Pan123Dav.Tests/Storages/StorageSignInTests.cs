using System.Net;
using Pan123Dav.Emulator.Api;

namespace Pan123Dav.Tests.Storages;

/// <summary>Tokens and signing in at 123: refused, revoked, too many, or wanting a code.</summary>
public sealed class StorageSignInTests : StorageFaultTest
{
    [Theory]
    [InlineData(StorageKind.Download, 2)]
    [InlineData(StorageKind.Personal, 11)]
    public async Task PropFind_TokensRevoked_SignsInOnceMore(StorageKind kind, int minutes)
    {
        await using var host = await StartedAsync(kind);
        host.Clock.Advance(TimeSpan.FromMinutes(minutes));
        host.Emulator.RevokeTokens();

        Assert.Equal(["b.txt"], await host.NamesAsync("a"));
        Assert.Equal(2, SignIns(host));
    }

    [Theory]
    [InlineData(StorageKind.Download, true)]
    [InlineData(StorageKind.Personal, true)]
    [InlineData(StorageKind.Download, false)]
    public async Task PropFind_TokenTakenNeverAgain_IsNoLoop(StorageKind kind, bool statusFollows)
    {
        await using var host = await StartedAsync(kind);
        host.Emulator.Api = host.Emulator.Api with { StatusFollowsCode = statusFollows };
        host.Emulator.SetCallFault(host.ListCall, new EmulatedApiFault { Code = 401 });
        host.Clock.Advance(TimeSpan.FromMinutes(11));

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.StatusAsync("a"));
        }

        Assert.Equal(2, SignIns(host));
        await host.AssertRestServesAsync();
    }

    [Theory]
    [InlineData(StorageKind.Download, "ClientSecret", EmulatorEndpoint.AccessToken)]
    [InlineData(StorageKind.Personal, "Password", EmulatorEndpoint.SignIn)]
    public async Task PropFind_WrongCredentials_Is503AndAskedOnce(StorageKind kind, string key, EmulatorEndpoint call)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, Fill, null, (key, "wrong"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.StatusAsync());
        }

        host.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.StatusAsync());
        Assert.Equal(1, host.Emulator.Calls.Count(call));
        await host.AssertRestServesAsync();
    }

    [Fact]
    public async Task PropFind_TooManyTokensAsked_WaitsBeforeItAsksAgain()
    {
        await using var host = await StartedAsync(StorageKind.Download, api => api with { TokensExceeded = true });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.StatusAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.StatusAsync());
        var asked = host.Emulator.Calls.Count(EmulatorEndpoint.AccessToken);
        host.Emulator.Api = host.Emulator.Api with { TokensExceeded = false };
        host.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(["a/"], await host.NamesAsync(""));
        Assert.Equal((1, 2), (asked, host.Emulator.Calls.Count(EmulatorEndpoint.AccessToken)));
    }

    [Fact]
    public async Task PropFind_SignInWantsACode_IsToldAndNeverTriedAgain()
    {
        var host = await StartedAsync(StorageKind.Personal, api => api with { SignInChallenge = true });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.StatusAsync());
            host.Clock.Advance(TimeSpan.FromHours(5));
        }

        Assert.Equal(1, host.Emulator.Calls.Count(EmulatorEndpoint.SignIn));
        await host.AssertRestServesAsync();
        await host.DisposeAsync();
        Assert.Contains("WeChat", host.Gateway.LogText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.ServiceUnavailable)]
    [InlineData("emulator-token-of-another-account", HttpStatusCode.OK)]
    public async Task Get_ShareThatNeedsASignIn_WorksWithAnyAccountsToken(string? token, HttpStatusCode status)
    {
        await using var host = token is null
            ? await StartedAsync(StorageKind.Share)
            : await RemoteStorageFixture.StartAsync(StorageKind.Share, Fill, null, ("AccessToken", token));
        host.Emulator.Api = host.Emulator.Api with { LoginRequired = true };

        Assert.Equal(["b.txt"], await host.NamesAsync("a"));
        Assert.Equal(status, (await host.ReadAsync("a/b.txt")).Status);
    }

    private static long SignIns(RemoteStorageFixture host) => host.Emulator.Calls.TokensIssued + host.Emulator.Calls.SignIns;
}
