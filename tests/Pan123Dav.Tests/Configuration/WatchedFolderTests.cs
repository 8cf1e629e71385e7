using Microsoft.Extensions.FileProviders.Physical;
using Pan123Dav.Configuration;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Configuration;

public sealed class WatchedFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Watch_NoNoticesToBeHad_PollsAndSaysSo()
    {
        using var watched = new WatchedFolder(_folder, ExclusionFilters.None,
            static _ => throw new IOException("The configured user limit on the number of inotify instances"));

        Assert.True(watched.LacksNotices);
        await AssertSeenAsync(watched, "a.json", "a.json");
    }

    [Theory]
    [InlineData("a.json", "a.json")]
    [InlineData("*", "a.json")]
    [InlineData(".a.json", ".a.json")]
    public async Task Watch_Notices_TellOfTheFile(string filter, string file)
    {
        using var watched = new WatchedFolder(_folder);

        Assert.False(watched.LacksNotices);
        await AssertSeenAsync(watched, filter, file);
        await AssertSeenAsync(watched, filter, file);
    }

    [Fact]
    public async Task Watch_NoticesThatNeverCome_AreMadeUpForByPolling()
    {
        FileSystemWatcher? listening = null;
        using var watched = new WatchedFolder(_folder, ExclusionFilters.None, watcher => listening = watcher);
        Assert.False(watched.LacksNotices);

        // The watcher is silent, as one is whose folder could not be added: what is found is found by polling.
        Assert.NotNull(listening);
        await AssertSeenAsync(watched, "a.json", "a.json");
    }

    private async Task AssertSeenAsync(WatchedFolder watched, string filter, string file)
    {
        var token = watched.Watch(filter);
        await File.WriteAllTextAsync(Path.Combine(_folder, file),
            Guid.NewGuid().ToString("N") + new string(' ', Random.Shared.Next(100)), TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(() => token.HasChanged, "the change");
    }
}
