using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Tests.Storages;

/// <summary>123's official WebDAV as a storage, with a few files.</summary>
public abstract class WebDavMountTest
{
    private protected static readonly DateTimeOffset Modified = new(2024, 3, 1, 20, 30, 5, TimeSpan.Zero);

    private protected static Task<RemoteStorageFixture> StartAsync(params (string Path, string Text)[] files) => StartAsync(_ => { }, [], files);

    private protected static async Task<RemoteStorageFixture> StartAsync(
        Action<EmulatorHost> change, (string, string)[] settings, params (string Path, string Text)[] files) =>
        await RemoteStorageFixture.StartAsync(
            StorageKind.WebDav,
            account =>
            {
                foreach (var (path, text) in files)
                {
                    account.AddFile(path, EmulatorContent.Text(text), Modified);
                }
            },
            null,
            change,
            settings);
}
