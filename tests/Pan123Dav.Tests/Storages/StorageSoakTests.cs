using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Storages;

/// <summary>
/// Ten thousand listings and links, one way after the other, at rates that are raised on both sides alike: 123 is never asked faster than it allows.
/// </summary>
[Collection(NonParallel.Name)]
public sealed class StorageSoakTests
{
    // As many as one user may have links pending.
    private const int Clients = 8;
    private static readonly DateTimeOffset Modified = new(2024, 3, 1, 20, 30, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(StorageKind.DirectLink, 1500, 200)]
    [InlineData(StorageKind.Download, 1500, 200)]
    [InlineData(StorageKind.Share, 1000, 300)]
    [InlineData(StorageKind.Personal, 1000, 300)]
    public async Task ListingsAndLinks_AtTheRateLimits_GetNo429AndKeepMemoryFlat(StorageKind kind, int folders, double scale)
    {
        var content = EmulatorContent.Text("soaked");
        await using var host = await RemoteStorageFixture.StartAsync(
            kind,
            account =>
            {
                var parent = account.GetFolder("all");
                for (var i = 0; i < folders; i++)
                {
                    account.AddFile(account.AddFolder(parent, GetName(i)), "file.txt", content, Modified);
                }
            },
            scale,
            ("CachedFolders", "50"), ("ListingSeconds", "86400"), (":Pan123Dav:Delivery:MaxStreamsPerUser", "100"),
            (":Logging:LogLevel:Default", "Warning"), (":Logging:LogLevel:Microsoft.Hosting.Lifetime", "Information"));
        await host.NamesAsync("all");
        await RunAsync(host, 0, folders / 3);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await RunAsync(host, folders / 3, folders);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 24_000_000);
        Assert.Equal(0, host.Emulator.Calls.Throttled);
        Assert.InRange(host.Emulator.Calls.Count(host.ListCall), folders, 2 * folders);
        Assert.Equal(folders, host.Emulator.Calls.Count(host.LinkCall));
        Assert.Equal(1, host.Emulator.Calls.TokensIssued + host.Emulator.Calls.SignIns + (kind == StorageKind.Share ? 1 : 0));
    }

    private static string GetName(int i) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"folder {i:d5}");

    private static Task RunAsync(RemoteStorageFixture host, int first, int end) => Parallel.ForEachAsync(
        Enumerable.Range(first, end - first),
        new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = TestContext.Current.CancellationToken },
        async (i, _) =>
        {
            Assert.Equal(HttpStatusCode.MultiStatus, await host.StatusAsync("all/" + GetName(i)));
            Assert.Equal((HttpStatusCode.OK, "soaked"), await host.ReadAsync($"all/{GetName(i)}/file.txt"));
        });
}
