using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Api;

namespace Pan123Dav.Tests.Storages;

/// <summary>What goes wrong at 123: a clear answer, the rest of the gateway unaffected, and well again once it is over.</summary>
public sealed class StorageFaultTests : StorageFaultTest
{
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

    private static async Task<string> ReadyAsync(RemoteStorageFixture host) => await host.Gateway.Stranger.GetStringAsync("/healthz/ready");
}
