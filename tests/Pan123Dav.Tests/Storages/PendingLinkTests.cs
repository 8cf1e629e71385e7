using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Storages;

/// <summary>Links that 123 is asked for, while those who wait come and go.</summary>
public sealed class PendingLinkTests
{
    private static readonly (string, string)[] TwoUsers =
    [
        (":Pan123Dav:Users:1:Name", "other"), (":Pan123Dav:Users:1:Password", "other-password"),
        (":Pan123Dav:Clients:0:UserAgent", "redirected"), (":Pan123Dav:Clients:0:Delivery", "Redirect"),
    ];

    public static TheoryData<StorageKind> Kinds => [StorageKind.DirectLink, StorageKind.Download, StorageKind.Share, StorageKind.Personal];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Get_FirstOfTwoIsAborted_TheSecondsLinkIsPaidFor(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, Fill, null, [(":Pan123Dav:Budgets:PerUser:DailyLinks", "3"), .. TwoUsers]);
        await host.NamesAsync("a");
        var given = 0;
        for (var file = 0; file < 6; file++)
        {
            var calls = host.Emulator.Calls.Count(host.LinkCall);
            host.Emulator.SetCallFault(host.LinkCall, new EmulatedApiFault { Latency = TimeSpan.FromSeconds(1), Times = 1 });
            using var leaving = new CancellationTokenSource();
            var first = GetAsync(host.Gateway.Client, file, leaving.Token);
            await Eventually.HoldsAsync(() => first.IsCompleted || host.Emulator.Calls.Count(host.LinkCall) > calls);
            var second = GetAsync(host.Gateway.Client, file);
            await leaving.CancelAsync();
            await Eventually.HoldsAsync(() =>
            {
                host.Clock.Advance(TimeSpan.FromMilliseconds(100));
                return second.IsCompleted;
            });
            given += await second is HttpStatusCode.Found ? 1 : 0;
            await IgnoreAsync(first);
        }

        Assert.Equal(3, given);
        Assert.Equal(3, Spent(host).Links);
    }

    [Fact]
    public async Task Get_AbortedAfter123WasAsked_IsNotGivenBack()
    {
        await using var host = await RemoteStorageFixture.StartAsync(StorageKind.DirectLink, Fill, null, TwoUsers);
        await host.NamesAsync("a");
        host.Emulator.SetCallFault(host.LinkCall, new EmulatedApiFault { Latency = Timeout.InfiniteTimeSpan });
        using var leaving = new CancellationTokenSource();
        var asked = Enumerable.Range(0, 3).Select(file => GetAsync(host.Gateway.Client, file, leaving.Token)).ToArray();
        await Eventually.HoldsAsync(() => host.Emulator.Calls.Count(host.LinkCall) == 3);
        await leaving.CancelAsync();
        foreach (var one in asked)
        {
            await IgnoreAsync(one);
        }

        host.Emulator.SetCallFault(host.LinkCall, null);
        Assert.Equal(HttpStatusCode.Found, await GetAsync(host.Gateway.Client, 3));
        Assert.Equal(4, Spent(host).Links);
    }

    [Theory]
    [InlineData(StorageKind.DirectLink)]
    [InlineData(StorageKind.Share)]
    public async Task Get_ManyClosedAtOnce_AreNotAskedForAndDelayNobody(StorageKind kind)
    {
        // Three calls a second, or one in 1.4 seconds.
        await using var host = await RemoteStorageFixture.StartAsync(kind, Fill, 0.6, TwoUsers);
        await host.NamesAsync("a");
        using var other = host.Gateway.CreateClient("other", "other-password");
        using var leaving = new CancellationTokenSource();
        var asked = Enumerable.Range(0, 30).Select(file => GetAsync(host.Gateway.Client, file, leaving.Token)).ToArray();
        await Eventually.HoldsAsync(() => asked.Count(one => one.IsCompleted) >= 30 - 8);
        Assert.All(asked.Where(one => one.IsCompletedSuccessfully),
            one => Assert.Contains(one.Result, new[] { HttpStatusCode.TooManyRequests, HttpStatusCode.Found }));

        // The one at the door, and one more while this comes in.
        var before = host.Emulator.Calls.Count(host.LinkCall);
        Assert.Equal(HttpStatusCode.Found, await GetAsync(other, 40));
        Assert.InRange(host.Emulator.Calls.Count(host.LinkCall) - before, 1, 3);

        await leaving.CancelAsync();
        foreach (var one in asked)
        {
            await IgnoreAsync(one);
        }

        await Eventually.HoldsAsync(() => Spent(host).Links == host.Emulator.Calls.Count(host.LinkCall));
        before = host.Emulator.Calls.Count(host.LinkCall);
        Assert.Equal(HttpStatusCode.Found, await GetAsync(other, 41));
        Assert.Equal(1, host.Emulator.Calls.Count(host.LinkCall) - before);
        Assert.Equal(host.Emulator.Calls.Count(host.LinkCall), Spent(host).Links);
    }

    [Fact]
    public async Task Get_NinthLinkAtATime_Is429WithATimeToWait()
    {
        await using var host = await RemoteStorageFixture.StartAsync(StorageKind.DirectLink, Fill, null, TwoUsers);
        await host.NamesAsync("a");
        host.Emulator.SetCallFault(host.LinkCall, new EmulatedApiFault { Latency = Timeout.InfiniteTimeSpan });
        using var leaving = new CancellationTokenSource();
        var asked = Enumerable.Range(0, 8).Select(file => GetAsync(host.Gateway.Client, file, leaving.Token)).ToArray();
        await Eventually.HoldsAsync(() => host.Emulator.Calls.Count(host.LinkCall) == 8);

        using var ninth = await host.Gateway.SendAsync("GET", RemoteStorageFixture.Url("a/08.bin"), ("User-Agent", "redirected"));

        Assert.Equal(HttpStatusCode.TooManyRequests, ninth.StatusCode);
        Assert.True(ninth.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(8, Spent(host).Links);
        await leaving.CancelAsync();
        foreach (var one in asked)
        {
            await IgnoreAsync(one);
        }

        host.Emulator.SetCallFault(host.LinkCall, null);
        await Eventually.HoldsAsync(async () => await GetAsync(host.Gateway.Client, 8) == HttpStatusCode.Found);
    }

    private static void Fill(EmulatorAccount account)
    {
        for (var file = 0; file < 50; file++)
        {
            account.AddFile($"a/{file:d2}.bin", EmulatorContent.Text("some bytes"), new DateTimeOffset(2024, 3, 1, 20, 30, 5, TimeSpan.Zero));
        }
    }

    private static UsageTotals Spent(RemoteStorageFixture host) =>
        host.Gateway.Services.GetRequiredService<UsageLedger>().Days.Aggregate(default(UsageTotals), (sum, day) => sum + day.Gateway.Value);

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, int file, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, RemoteStorageFixture.Url($"a/{file:d2}.bin"));
        request.Headers.TryAddWithoutValidation("User-Agent", "redirected");
        using var response = await client.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    private static async Task IgnoreAsync(Task asked)
    {
        try
        {
            await asked;
        }
        catch (OperationCanceledException)
        {
            // It left.
        }
    }
}
