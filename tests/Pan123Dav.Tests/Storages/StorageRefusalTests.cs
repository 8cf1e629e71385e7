using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Storages;

/// <summary>Answers of 123 that were first seen in 2026: codes, texts and forms that its documents do not have.</summary>
public sealed class StorageRefusalTests
{
    private static readonly DateTimeOffset Modified = new(2024, 3, 1, 20, 30, 5, TimeSpan.Zero);

    public static TheoryData<StorageKind> Kinds => new(StorageKind.Download, StorageKind.Share, StorageKind.Personal);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PropFind_EmptyListThatIsNull_IsAnEmptyFolder(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind,
            account => account.GetFolder("nothing"), api => api with { EmptyListsAreNull = true });

        Assert.Equal(["nothing/"], await host.NamesAsync(""));
        Assert.Empty(await host.NamesAsync("nothing"));
    }

    [Fact]
    public async Task Get_OlderEndpointOfLinksIsGone_AsksTheNewer()
    {
        await using var host = await RemoteStorageFixture.StartAsync(StorageKind.Share, ("a/第 1.txt", "0123456789"));
        host.Emulator.SetCallFault(EmulatorEndpoint.ShareDownloadInfo, new EmulatedApiFault { Code = 404, Status = 404 });

        Assert.Equal((HttpStatusCode.PartialContent, "345"), await host.ReadAsync("a/第 1.txt", "bytes=3-5"));
        Assert.Equal(1, host.Emulator.Calls.Count(EmulatorEndpoint.NewShareDownloadInfo));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PropFind_AddressForbidden_SaysSoInTheLogAndBlamesNoCredentials(StorageKind kind)
    {
        var host = await StartedAsync(kind, api => api with { AddressForbidden = true });

        Assert.Equal(HttpStatusCode.Forbidden, await host.StatusAsync(""));
        await host.AssertRestServesAsync();
        await host.DisposeAsync();
        Assert.Contains("this machine's address", host.Gateway.LogText, StringComparison.Ordinal);
        Assert.DoesNotContain("ClientSecret", host.Gateway.LogText, StringComparison.Ordinal);
        Assert.DoesNotContain("clock", host.Gateway.LogText, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PropFind_TooManyTokensUnder401_WaitsAndSignsInNoMore(StorageKind kind)
    {
        await using var host = await StartedAsync(kind);
        var signIns = SignIns(host);
        host.Emulator.SetCallFault(host.ListCall, new EmulatedApiFault { Code = 401, CodeIsText = true, Message = "tokens number has exceeded the limit" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await host.StatusAsync("a"));
        host.Emulator.SetCallFault(host.ListCall, null);

        Assert.Equal(["b.txt"], await host.NamesAsync("a"));
        Assert.Equal(signIns, SignIns(host));
    }

    [Theory]
    [InlineData(StorageKind.Share, 50001)]
    [InlineData(StorageKind.Personal, 50002)]
    public async Task Get_ContentRefusedByRiskControl_IsAClearErrorAndWellAgainAfterwards(StorageKind kind, int error)
    {
        await using var host = await StartedAsync(kind);
        host.Emulator.Api = host.Emulator.Api with { DownloadError = error };

        var (status, _) = await host.ReadAsync("a/b.txt");

        Assert.True(status is HttpStatusCode.Forbidden or HttpStatusCode.BadGateway, $"{status}");
        host.Emulator.Api = host.Emulator.Api with { DownloadError = null };
        Assert.Equal((HttpStatusCode.OK, "text"), await host.ReadAsync("a/b.txt"));
    }

    [Fact]
    public async Task Get_DownloadLinkByTheOwnersRedirect_IsHonouredAndWarnedOf()
    {
        await using var host = await RemoteStorageFixture.StartAsync(StorageKind.Download, Fill, null, ("Delivery", "Redirect"));

        using var answer = await host.Gateway.SendAsync("GET", RemoteStorageFixture.Url("a/b.txt"));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        await Eventually.HoldsAsync(() => host.Gateway.LogText.Contains("binds the download links", StringComparison.Ordinal), "the warning");
    }

    private static long SignIns(RemoteStorageFixture host) => host.Emulator.Calls.TokensIssued + host.Emulator.Calls.SignIns;

    private static async Task<RemoteStorageFixture> StartedAsync(StorageKind kind, Func<ApiSwitches, ApiSwitches>? switches = null)
    {
        var host = await RemoteStorageFixture.StartAsync(kind, Fill, switches);
        if (switches is null)
        {
            Assert.Equal(["a/"], await host.NamesAsync(""));
        }

        return host;
    }

    private static void Fill(EmulatorAccount account) => account.AddFile("a/b.txt", EmulatorContent.Text("text"), Modified);
}
