using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;

namespace Pan123Dav.Tests.Storages;

/// <summary>Each kind of mount with one file, at an emulator that a test has misbehave.</summary>
public abstract class StorageFaultTest
{
    private protected static readonly DateTimeOffset Modified = new(2024, 3, 1, 20, 30, 5, TimeSpan.Zero);
    private protected static readonly StorageKind[] Apis = [StorageKind.Download, StorageKind.Share, StorageKind.Personal];

    private protected static readonly ApiBody[] Bodies =
    [
        ApiBody.Html, ApiBody.Truncated, ApiBody.DeepNesting, ApiBody.NotAnObject,
        ApiBody.WrongTypes, ApiBody.NoData, ApiBody.Empty, ApiBody.NotText, ApiBody.Endless,
    ];

    public static TheoryData<StorageKind> Kinds => new(Enum.GetValues<StorageKind>().Where(kind => kind != StorageKind.WebDav));

    public static TheoryData<StorageKind> ApiKinds => new(Apis);

    private protected static void Fill(EmulatorAccount account) => account.AddFile("a/b.txt", EmulatorContent.Text("text"), Modified);

    // The root is listed, so that what goes wrong next goes wrong with the folder.
    private protected static async Task<RemoteStorageFixture> StartedAsync(StorageKind kind, Func<ApiSwitches, ApiSwitches>? switches = null)
    {
        var host = await RemoteStorageFixture.StartAsync(kind, Fill, switches);
        if (switches is null)
        {
            Assert.Equal(["a/"], await host.NamesAsync(""));
        }

        return host;
    }
}
