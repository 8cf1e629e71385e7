using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote;

/// <summary>Loading of mounts that ask 123.</summary>
public sealed class RemoteMountTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_OnlyToCheck_AsksNothingAndIsGood()
    {
        var result = await MountTable.LoadAsync([Options()], null, new StorageServices(), Cancellation);

        Assert.Empty(result.Diagnostics);
        await using var table = result.Table!;
        var root = (await table.FindAsync(StoragePath.Root, Cancellation))!.Value;
        Assert.Equal((1, true), (root.Table.Count, root.IsRemote));
        await Assert.ThrowsAsync<StorageException>(async () => await table.ListAsync(StoragePath.Root, root, Cancellation));
    }

    [Fact]
    public async Task LoadAsync_DirectLinksWithoutKey_Warns()
    {
        var options = Options();
        options = options with { Remote = (OpenPlatformOptions)options.Remote! with { Link = OpenPlatformLink.DirectLink } };

        var result = await MountTable.LoadAsync([options], null, new StorageServices(), Cancellation);

        Assert.Equal("Pan123Dav:Mounts:0:PrivateKey", Assert.Single(result.Diagnostics).Source);
        await result.Table!.DisposeAsync();
    }

    [Fact]
    public async Task LoadAsync_123SaysNothing_DoesNotWait()
    {
        var http = new FakeHttp(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new HttpResponseMessage();
        });

        var loading = MountTable.LoadAsync([Options(), Mounting.At("/tree", "https://h/a")], null, new StorageServices { HttpClients = http }, Cancellation);
        var table = (await loading.WaitAsync(TimeSpan.FromSeconds(10), Cancellation)).Table!;

        Assert.Equal(["a"], await Listing.NamesAsync(table, "/tree"));
        await Eventually.HoldsAsync(() => http.Count == 1);
        Assert.IsType<IOpenPlatformAccount>(table.Mounts[0].Storage, exactMatch: false);
        await table.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task LoadAsync_SameOptions_GoesOnWithTheStorageAndItsListings()
    {
        var services = new StorageServices { HttpClients = new FakeHttp(_ => FakeHttp.Json("{}")) };
        var first = (await MountTable.LoadAsync([Options()], null, services, Cancellation)).Table!;
        var same = (await MountTable.LoadAsync([Options()], first, services, Cancellation)).Table!;
        var other = (await MountTable.LoadAsync([Options("other")], first, services, Cancellation)).Table!;

        Assert.Same(first.Mounts[0].Storage, same.Mounts[0].Storage);
        Assert.NotSame(first.Mounts[0].Storage, other.Mounts[0].Storage);
        await first.DisposeAsync();
        await other.DisposeAsync();
    }

    private static MountOptions Options(string secret = "secret") => new()
    {
        Type = MountType.OpenPlatform,
        Remote = new OpenPlatformOptions { BaseUrl = new Uri("https://open.example"), ClientId = "id", ClientSecret = secret },
    };
}
