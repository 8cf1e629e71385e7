using System.Globalization;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>
/// What media servers' tools make of the view of <c>.strm</c> files, of the signed links in them and of
/// playlists: no program here is given a password for a film.
/// </summary>
public sealed class MediaServerTests(ClientHost host) : ClientTests(host)
{
    private const string Line = "media/film.strm";

    private static readonly string[] Companions = [".srt", ".jpg"];

    private string View => new Uri(Host.Root, "/strm/").AbsoluteUri;

    [Fact]
    public async Task Rclone_CopyOfTheView_HasALineForEachFilmAndCompanionsAsTheyAre()
    {
        var folder = Host.NewFolder();
        var before = (Count(ClientTree.Film), Count(ClientTree.Matroska));
        await ReadViewAsync("copy", ":webdav:", folder);

        // One has a name of 255 bytes, and none is left for a longer extension.
        var films = Tree.Files.Where(file => Path.GetExtension(file.Path) is ".mkv" or ".mp4").ToList();
        Assert.Equal(films.Count, Directory.GetFiles(folder, "*.strm", SearchOption.AllDirectories).Length);
        foreach (var file in Directory.GetFiles(folder, "*.strm", SearchOption.AllDirectories))
        {
            Assert.StartsWith($"http://{Host.Authority}/d/", await File.ReadAllTextAsync(file));
        }

        AssertSame(Tree.Files.Where(file => Companions.Contains(Path.GetExtension(file.Path))), file => folder + file.Path);
        Assert.Equal(before, (Count(ClientTree.Film), Count(ClientTree.Matroska)));
        var again = await ReadViewAsync("copy", "--verbose", ":webdav:", folder);
        Assert.DoesNotContain("Copied", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rclone_MountOfTheView_IsScannedAndRead()
    {
        FuseMount.Require();
        Host.RequireMedia();
        var folder = Host.NewFolder();
        await using var mount = await FuseMount.StartAsync(folder, await RcloneAsync("mount", ":webdav:", folder, "--read-only"));

        var line = await File.ReadAllTextAsync(Path.Combine(folder, Line));

        Assert.Equal(new FileInfo(Path.Combine(folder, Line)).Length, line.Length);
        Assert.Equal(["film.mkv.strm", "film.srt", "film.strm"], Directory.GetFiles(folder + "/media").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ffprobe_TheLinkOfAFilm_TellsItsLength()
    {
        Tool.Require("ffprobe");
        var link = await ReadLinkAsync();

        var result = (await new Tool("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", link]).RunAsync()).Succeeded();

        Assert.Equal(MediaSamples.Seconds, double.Parse(result.Text, CultureInfo.InvariantCulture), tolerance: 0.2);
    }

    [Fact]
    public async Task Mpv_APlaylist_PlaysItsFilms()
    {
        Tool.Require("mpv");
        var playlist = await SavePlaylistAsync();
        string[] arguments =
        [
            "--no-config", "--vo=null", "--ao=null", "--untimed", "--start=12", "--frames=25", "--msg-level=all=warn,term-msg=info",
            "--term-playing-msg=${=duration}", playlist,
        ];

        var result = (await new Tool("mpv", arguments).RunAsync()).Succeeded();

        Assert.Equal(2, result.Lines.Count(line => line.StartsWith("20.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Vlc_TheLinkOfAFilm_HasTheBytes()
    {
        Tool.Require("cvlc");
        var link = await ReadLinkAsync();
        var folder = Host.NewOpenFolder();
        var copy = Path.Combine(folder, "copy");

        (await VlcTests.Vlc(folder, "--demux=dump", "--demuxdump-file=" + copy, link, "vlc://quit").RunAsync()).Succeeded();

        AssertSame([Tree[ClientTree.Film]], _ => copy);
    }

    [Fact]
    public async Task Vlc_APlaylistBehindAPassword_OpensItsFirstFilm()
    {
        Tool.Require("cvlc", "ffprobe");
        Host.RequireMedia();
        var folder = Host.NewOpenFolder();
        var copy = Path.Combine(folder, "copy.mkv");

        (await VlcTests.Vlc(folder, $"--sout=#standard{{access=file,mux=mkv,dst={copy}}}", Host.UrlWithCredentials("/media") + "?m3u", "vlc://quit")
            .RunAsync()).Succeeded();

        Assert.True(new FileInfo(copy).Length > 100_000);
    }

    [Fact]
    public async Task Curl_AsKodiAsks_GetsTheFilm()
    {
        Tool.Require("curl");
        Host.RequireMedia();
        string[] kodi = ["--silent", "--show-error", "--fail", "--location", "--max-redirs", "5", "--user-agent", "Kodi/21.0", "--range", "0-"];

        // Kodi takes the password out of the address and lets libcurl choose what to do with it.
        var byName = (await new Tool("curl",
            [.. kodi, "--anyauth", "--user", $"{PublishedGateway.User}:{PublishedGateway.Password}", Host.Url(ClientTree.Film)]).RunAsync()).Succeeded();
        var byLink = (await new Tool("curl", [.. kodi, await ReadLinkAsync()]).RunAsync()).Succeeded();

        var content = Tree[ClientTree.Film].Content.ToArray();
        Assert.True(content.AsSpan().SequenceEqual(byName.Output));
        Assert.True(content.AsSpan().SequenceEqual(byLink.Output));
    }

    private long Count(string path) => Host.Emulator.Requests.Count($"/{ClientTree.Uid}{path}");

    private async Task<string> ReadLinkAsync()
    {
        Host.RequireMedia();
        using var client = CreateClient();
        return await client.GetStringAsync(new Uri(Host.Root, "/strm/" + Line));
    }

    private async Task<string> SavePlaylistAsync()
    {
        Host.RequireMedia();
        using var client = CreateClient();
        var file = Path.Combine(Host.NewFolder(), "media.m3u");
        await File.WriteAllTextAsync(file, await client.GetStringAsync(new Uri(Host.Root, "media?m3u")));
        return file;
    }

    private static HttpClient CreateClient()
    {
        var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = PublishedGateway.Credentials;
        return client;
    }

    private async Task<Tool> RcloneAsync(params string[] arguments)
    {
        Tool.Require("rclone");
        var password = (await new Tool("rclone", ["obscure", "-"]) { Input = PublishedGateway.Password }.RunAsync()).Succeeded().Text.Trim();
        return new Tool("rclone", ["--config", "", "--retries", "1", "--low-level-retries", "1", .. arguments])
        {
            Environment = new Dictionary<string, string>
            {
                ["RCLONE_WEBDAV_URL"] = View,
                ["RCLONE_WEBDAV_VENDOR"] = "other",
                ["RCLONE_WEBDAV_USER"] = PublishedGateway.User,
                ["RCLONE_WEBDAV_PASS"] = password,
            },
        };
    }

    private async Task<ToolResult> ReadViewAsync(params string[] arguments) => (await (await RcloneAsync(arguments)).RunAsync()).Succeeded();
}
