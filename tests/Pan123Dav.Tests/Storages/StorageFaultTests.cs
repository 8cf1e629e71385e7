using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Faults;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Storages;

/// <summary>What goes wrong at 123: a clear answer, the rest of the gateway unaffected, and well again once it is over.</summary>
public sealed class StorageFaultTests
{
    private static readonly DateTimeOffset Modified = new(2024, 3, 1, 20, 30, 5, TimeSpan.Zero);
    private static readonly StorageKind[] Apis = [StorageKind.Download, StorageKind.Share, StorageKind.Personal];

    private static readonly ApiBody[] Bodies =
    [
        ApiBody.Html, ApiBody.Truncated, ApiBody.DeepNesting, ApiBody.NotAnObject,
        ApiBody.WrongTypes, ApiBody.NoData, ApiBody.Empty, ApiBody.NotText, ApiBody.Endless,
    ];

    public static TheoryData<StorageKind> Kinds => new(Enum.GetValues<StorageKind>().Where(kind => kind != StorageKind.WebDav));

    public static TheoryData<StorageKind> ApiKinds => new(Apis);

    [Theory]
    [MemberData(nameof(ApiKinds))]
    public async Task PropFind_StrangeBody_Is502AndWellAgainAfterwards(StorageKind kind)
    {
        await using var host = await StartedAsync(kind);
        var statuses = new List<(ApiBody, HttpStatusCode)>();
        foreach (var body in Bodies)
        {
            host.Emulator.SetCallFault(host.ListCall, new EmulatedApiFault { Body = body });
            statuses.Add((body, await host.StatusAsync("a")));
            await host.AssertRestServesAsync();
        }

        host.Emulator.SetCallFault(host.ListCall, null);
        Assert.Equal(Bodies.Select(body => (body, HttpStatusCode.BadGateway)), statuses);
        Assert.Equal(["b.txt"], await host.NamesAsync("a"));
    }

    [Theory]
    [MemberData(nameof(ApiKinds))]
    public async Task Get_StrangeBodyForALink_Is502AndWellAgainAfterwards(StorageKind kind)
    {
        await using var host = await StartedAsync(kind);
        await host.NamesAsync("a");
        var statuses = new List<(ApiBody, HttpStatusCode)>();
        foreach (var body in Bodies)
        {
            host.Emulator.SetCallFault(host.LinkCall, new EmulatedApiFault { Body = body });
            statuses.Add((body, (await host.ReadAsync("a/b.txt")).Status));
        }

        host.Emulator.SetCallFault(host.LinkCall, null);
        Assert.Equal(Bodies.Select(body => (body, HttpStatusCode.BadGateway)), statuses);
        Assert.Equal((HttpStatusCode.OK, "text"), await host.ReadAsync("a/b.txt"));
    }

    [Theory]
    [MemberData(nameof(ApiKinds))]
    public async Task PropFind_PagingQuirk_IsWholeOrAClearError(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, account =>
        {
            foreach (var quirk in Enum.GetNames<PagingQuirk>())
            {
                for (var i = 0; i < 150; i++)
                {
                    account.AddFile($"{quirk}/{i:d3}", EmulatorContent.Text("x"), Modified);
                }
            }
        });
        await host.NamesAsync("");

        foreach (var quirk in Enum.GetValues<PagingQuirk>())
        {
            host.Emulator.Api = host.Emulator.Api with { Paging = quirk };
            if (quirk is PagingQuirk.StuckCursor or PagingQuirk.RepeatedPages)
            {
                Assert.Equal(HttpStatusCode.BadGateway, await host.StatusAsync(quirk.ToString()));
            }
            else
            {
                Assert.Equal(150, (await host.NamesAsync(quirk.ToString())).Count);
            }
        }

        await host.AssertRestServesAsync();
    }

    [Theory]
    [MemberData(nameof(ApiKinds))]
    public async Task PropFind_AMillionMembers_IsAClearErrorInBoundedTimeAndMemory(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, account =>
            account.Change(account.AddFolder(0, "a"), item => item with { MadeUpMembers = 1_000_000 }));

        Assert.Equal(HttpStatusCode.BadGateway, await host.StatusAsync("a"));
        Assert.InRange(host.Emulator.Calls.Count(host.ListCall), 500, 2100);
        await host.AssertRestServesAsync();
    }

    [Theory]
    [InlineData(ApiNumbers.Strings)]
    [InlineData(ApiNumbers.Huge)]
    [InlineData(ApiNumbers.Negative)]
    public async Task PropFind_OddNumbers_AreReadOrRefused(ApiNumbers numbers)
    {
        foreach (var kind in Apis)
        {
            await using var host = await StartedAsync(kind);
            host.Emulator.SetCallFault(host.ListCall, new EmulatedApiFault { Numbers = numbers });

            var status = await host.StatusAsync("a");

            Assert.Equal(numbers == ApiNumbers.Strings ? HttpStatusCode.MultiStatus : HttpStatusCode.BadGateway, status);
            await host.AssertRestServesAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PropFind_ShortBurstOf429_IsWaitedOut(StorageKind kind)
    {
        await using var host = await StartedAsync(kind);
        host.Emulator.SetCallFault(host.ListCall, new EmulatedApiFault { Code = 429, Times = 2 });

        // What asks for patience is waited for by the gateway's clock.
        var names = host.NamesAsync("a");
        await Eventually.HoldsAsync(() =>
        {
            host.Clock.Advance(TimeSpan.FromMilliseconds(200));
            return names.IsCompleted;
        });

        Assert.Equal(["b.txt"], await names);
        Assert.Equal(2, host.Emulator.Calls.Throttled);
    }

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
    [MemberData(nameof(Kinds))]
    public async Task Get_TrafficUsedUp_Is429ThatSaysSoAndListingsGoOn(StorageKind kind)
    {
        await using var host = await StartedAsync(kind);
        host.Emulator.Api = host.Emulator.Api with { TrafficUsedUp = true };

        var (status, body) = await host.ReadAsync("a/b.txt");

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Contains("used up", body, StringComparison.Ordinal);
        Assert.Equal(["b.txt"], await host.NamesAsync("a"));
        await host.AssertRestServesAsync();
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

    [Theory]
    [InlineData(StorageKind.Share)]
    [InlineData(StorageKind.Personal)]
    public async Task PropFind_SignatureChanged_IsRefusedAndTheRestServes(StorageKind kind)
    {
        await using var host = await StartedAsync(kind);
        host.Emulator.Api = host.Emulator.Api with { SignatureChanged = true };

        Assert.Equal(HttpStatusCode.Forbidden, await host.StatusAsync("a"));
        await host.AssertRestServesAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PropFind_HostMoved_Is502ThatNamesBaseUrl(StorageKind kind)
    {
        var host = await StartedAsync(kind);
        host.Emulator.SetCallFault(null, new EmulatedApiFault { MovedTo = new Uri("http://127.0.0.1:9/") });

        Assert.Equal(HttpStatusCode.BadGateway, await host.StatusAsync("a"));
        await host.AssertRestServesAsync();
        await host.DisposeAsync();
        Assert.Contains("BaseUrl", host.Gateway.LogText, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PropFind_123Down_ShowsTheOldListingAndTellsDegraded(StorageKind kind)
    {
        await using var host = await StartedAsync(kind);
        Assert.Equal(["b.txt"], await host.NamesAsync("a"));
        host.Emulator.SetCallFault(null, new EmulatedApiFault { Abort = true });
        host.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(["b.txt"], await host.NamesAsync("a"));
        await Eventually.HoldsAsync(async () => await ReadyAsync(host) == "Degraded");
        Assert.Equal(["b.txt"], await host.NamesAsync("a"));
        host.Emulator.SetCallFault(null, null);
        await Eventually.HoldsAsync(async () =>
        {
            // Each time: an attempt that was still failing behind the first sight of it rests from its own end.
            host.Clock.Advance(TimeSpan.FromSeconds(11));
            await host.NamesAsync("a");
            return await ReadyAsync(host) == "Healthy";
        });
    }

    [Fact]
    public async Task Get_DirectLinksNotEnabled_IsAnErrorForThatFileAlone()
    {
        await using var host = await RemoteStorageFixture.StartAsync(StorageKind.DirectLink, ("a/b.txt", "text"), ("other/c.txt", "c"));
        host.Account.Change(host.Account.GetFolder("other"), item => item with { DirectLinks = false });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.ReadAsync("other/c.txt")).Status);
        Assert.Equal((HttpStatusCode.OK, "text"), await host.ReadAsync("a/b.txt"));
    }

    [Theory]
    [InlineData(LinkParams.Padded, ChainStepResponse.Redirect, 1)]
    [InlineData(LinkParams.UrlSafe, ChainStepResponse.Json, 2)]
    [InlineData(LinkParams.Unpadded, ChainStepResponse.Json210, 5)]
    [InlineData(LinkParams.None, ChainStepResponse.Mixed, 3)]
    [InlineData(LinkParams.Unpadded, ChainStepResponse.Mixed, 0)]
    public async Task Get_AnyFormOfLinkChain_LeadsToTheBytes(LinkParams form, ChainStepResponse answer, int hops)
    {
        foreach (var kind in new[] { StorageKind.Share, StorageKind.Personal })
        {
            await using var host = await StartedAsync(kind, api => api with { Params = form, HopAnswer = answer, Hops = hops });

            Assert.Equal((HttpStatusCode.OK, "text"), await host.ReadAsync("a/b.txt"));
        }
    }

    [Theory]
    [InlineData(StorageKind.Share)]
    [InlineData(StorageKind.Personal)]
    public async Task Get_ContentThatNeedsTheRefererOfItsSite_GetsIt(StorageKind kind)
    {
        await using var host = await StartedAsync(kind, api => api with { DownloadSite = new Uri("http://127.0.0.1:9/") });

        Assert.Equal((HttpStatusCode.PartialContent, "ex"), await host.ReadAsync("a/b.txt", "bytes=1-2"));
        Assert.Equal(0, host.Emulator.Requests.Refused);
    }

    [Theory]
    [InlineData(6, null)]
    [InlineData(int.MaxValue, null)]
    [InlineData(1, "http://10.0.0.1/secret")]
    [InlineData(1, "http://169.254.169.254/latest/meta-data")]
    [InlineData(1, "http://[::1]:80/x")]
    [InlineData(1, "http://localhost:1/x")]
    [InlineData(1, "file:///etc/passwd")]
    public async Task Get_LinkChainThatLeadsAstray_Is502(int hops, string? target)
    {
        foreach (var kind in new[] { StorageKind.Share, StorageKind.Personal })
        {
            await using var host = await StartedAsync(
                kind, api => api with { Hops = hops, HopAnswer = ChainStepResponse.Redirect, HopTarget = target is null ? null : new Uri(target) });

            Assert.Equal(HttpStatusCode.BadGateway, (await host.ReadAsync("a/b.txt")).Status);
            Assert.InRange(host.Emulator.Calls.Count(EmulatorEndpoint.LinkHop), 1, 5);
            await host.AssertRestServesAsync();
        }
    }

    [Theory]
    [InlineData(StorageKind.Share)]
    [InlineData(StorageKind.Personal)]
    public async Task Get_LinkChainRefused_Is403(StorageKind kind)
    {
        await using var host = await StartedAsync(kind, api => api with { HopAnswer = ChainStepResponse.Refused });

        Assert.Equal(HttpStatusCode.Forbidden, (await host.ReadAsync("a/b.txt")).Status);
    }

    [Theory]
    [InlineData(StorageKind.Share)]
    [InlineData(StorageKind.Personal)]
    public async Task Get_ContentHostRefusesTheKeptLink_IsResolvedOnceMore(StorageKind kind)
    {
        await using var host = await StartedAsync(kind);
        await host.ReadAsync("a/b.txt");
        var file = Assert.Single(host.Account.Members(host.Account.GetFolder("a")));
        host.Emulator.SetFault($"/cdn/{file.Id}", new EmulatorFault { RefuseFirst = 1 });

        Assert.Equal((HttpStatusCode.OK, "text"), await host.ReadAsync("a/b.txt"));
        Assert.Equal(2, host.Emulator.Calls.Count(host.LinkCall));
    }

    private static void Fill(EmulatorAccount account) => account.AddFile("a/b.txt", EmulatorContent.Text("text"), Modified);

    // The root is listed, so that what goes wrong next goes wrong with the folder.
    private static async Task<RemoteStorageFixture> StartedAsync(StorageKind kind, Func<ApiSwitches, ApiSwitches>? switches = null)
    {
        var host = await RemoteStorageFixture.StartAsync(kind, Fill, switches);
        if (switches is null)
        {
            Assert.Equal(["a/"], await host.NamesAsync(""));
        }

        return host;
    }

    private static long SignIns(RemoteStorageFixture host) => host.Emulator.Calls.TokensIssued + host.Emulator.Calls.SignIns;

    private static async Task<string> ReadyAsync(RemoteStorageFixture host) => await host.Gateway.Stranger.GetStringAsync("/healthz/ready");
}
