using System.Net;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Faults;

namespace Pan123Dav.Tests.Storages;

/// <summary>What goes wrong between a file and its bytes: links, chains of links and content hosts.</summary>
public sealed class StorageLinkFaultTests : StorageFaultTest
{
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
}
