using System.CommandLine;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Commands.Strm;
using Pan123Dav.Console;
using Pan123Dav.Links;
using Pan123Dav.Storage;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Media;

public sealed class StrmCommandTests : IDisposable
{
    private const string Url = "https://drive.example/nas";

    private const string Tree = """
        Films:
          沙丘 #1:
            Dune.mkv:5000000000:1694101621:https://vip.123pan.cn/13/Dune.mkv
            Dune.mp4:3000000000:1694101622:https://vip.123pan.cn/13/Dune.mp4
            Dune.srt:40:1694101623:https://vip.123pan.cn/13/Dune.srt
            notes.docx:60:1694101625:https://vip.123pan.cn/13/notes.docx
          Heat.avi:4000:1694101630:https://vip.123pan.cn/13/Heat.avi
        Music:
          a.flac:1:1694101621:https://vip.123pan.cn/13/a.flac
          clip.webm:1:1694101621:https://vip.123pan.cn/13/clip.webm
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pan123dav-strm-");
    private readonly string _out;
    private string _tree = Tree;

    public StrmCommandTests() => _out = Path.Combine(_folder.FullName, "library");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Strm_Default_WritesALinkForEachFilm()
    {
        var run = await RunAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("4 .strm files written, 0 unchanged, 0 deleted; 0 companions copied (0 B); 0 left out.\n", run.Output);
        Assert.Equal(["Films/Heat.strm", "Films/沙丘 #1/Dune.mp4.strm", "Films/沙丘 #1/Dune.strm", "Music/clip.strm"], Files());
        var content = await File.ReadAllBytesAsync(Path.Combine(_out, "Films", "沙丘 #1", "Dune.strm"), Token);
        var line = Encoding.ASCII.GetString(content);
        const string beginning = $"{Url}/d/Films/%E6%B2%99%E4%B8%98%20%231/Dune.mkv?sign=";
        Assert.StartsWith(beginning, line);
        Assert.True(StoragePath.TryParse("/Films/沙丘 #1/Dune.mkv", out var path));
        Assert.True(PathSignature.Matches(new SigningKey(Encoding.ASCII.GetBytes(UserToken())), path, 0, line.AsSpan(beginning.Length)));
        Assert.DoesNotContain(UserToken(), line + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strm_FullNamesAndAPath_AreBelowThatFolder()
    {
        var run = await RunAsync("--path", "/Films/", "--names", "full");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Heat.avi.strm", "沙丘 #1/Dune.mkv.strm", "沙丘 #1/Dune.mp4.strm"], Files());
        Assert.StartsWith($"{Url}/d/Films/Heat.avi?sign=", Read("Heat.avi.strm"));
    }

    [Fact]
    public async Task Strm_Again_WritesOnlyWhatChanged()
    {
        await RunAsync();
        var time = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        foreach (var name in Files().Append(Manifest()))
        {
            File.SetLastWriteTimeUtc(Path.Combine(_out, name), time);
        }

        await File.WriteAllTextAsync(Path.Combine(_out, "Films", "Heat.strm"), "something else", Token);
        var run = await RunAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("1 .strm files written, 3 unchanged", run.Output);
        Assert.StartsWith(Url, Read("Films/Heat.strm"));
        Assert.All(Files().Where(name => !name.Contains("Heat", StringComparison.Ordinal)).Append(Manifest()),
            name => Assert.Equal(time, File.GetLastWriteTimeUtc(Path.Combine(_out, name))));
    }

    [Fact]
    public async Task Strm_Insert_LeavesWhatIsThere()
    {
        await RunAsync();
        await File.WriteAllTextAsync(Path.Combine(_out, "Films", "Heat.strm"), "mine", Token);
        File.Delete(Path.Combine(_out, "Music", "clip.strm"));

        var run = await RunAsync("--mode", "insert");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("mine", Read("Films/Heat.strm"));
        Assert.StartsWith(Url, Read("Music/clip.strm"));
    }

    [Fact]
    public async Task Strm_Sync_DeletesOnlyWhatItWroteAndTheDriveNoLongerHas()
    {
        await RunAsync();
        await File.WriteAllTextAsync(Path.Combine(_out, "Films", "own.strm"), "http://elsewhere.example/own.mkv", Token);
        await File.WriteAllTextAsync(Path.Combine(_out, "Films", "沙丘 #1", "movie.nfo"), "<movie/>", Token);
        _tree = "Films:\n  Heat.avi:4000:1694101630:https://vip.123pan.cn/13/Heat.avi\n  New.mkv:1:1694101630:https://vip.123pan.cn/13/New.mkv\n";

        var updated = await RunAsync();
        var guarded = await RunAsync("--mode", "sync");
        Assert.Equal((0, 1), (updated.ExitCode, guarded.ExitCode));
        Assert.Contains("error max-deletes: 3 of 5 files", guarded.Error, StringComparison.Ordinal);
        Assert.Contains("Music/clip.strm", Files());
        var run = await RunAsync("--mode", "sync", "--max-deletes", "3");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["Films/Heat.strm", "Films/New.strm", "Films/own.strm", "Films/沙丘 #1/movie.nfo"], Files());
        Assert.False(Directory.Exists(Path.Combine(_out, "Music")));
    }

    [Theory]
    [InlineData("10%", 10, 1, true)]
    [InlineData("10%", 10, 2, false)]
    [InlineData("10%", 9, 1, false)]
    [InlineData("100%", 10, 10, true)]
    [InlineData("0%", 10, 1, false)]
    [InlineData("0", 10, 1, false)]
    [InlineData("2", 10, 2, true)]
    [InlineData("2", 1000, 3, false)]
    [InlineData(null, 10, 1, true)]
    [InlineData(null, 10, 2, false)]
    public async Task Strm_MaxDeletes_AreAllOrNone(string? limit, int films, int gone, bool areDeleted)
    {
        _tree = FilmTree(films);
        await RunAsync();
        _tree = FilmTree(films - gone) + "other.txt:1:1:https://vip.123pan.cn/13/other.txt\n";

        var run = await RunAsync(["--mode", "sync", .. limit is null ? [] : new[] { "--max-deletes", limit }]);

        Assert.Equal(areDeleted ? 0 : 1, run.ExitCode);
        Assert.Equal(areDeleted ? films - gone : films, Files().Count());
    }

    [Fact]
    public async Task Strm_SyncOfAnotherPathOrUser_LeavesTheOthersFiles()
    {
        await RunAsync("--path", "/Films");

        var path = await RunAsync("--path", "/Music", "--mode", "sync", "--max-deletes", "100%");
        var user = await RunAsync(["--path", "/Music", "--mode", "sync", "--max-deletes", "100%"],
            user: "tv", ("Users:1:Name", "tv"), ("Users:1:Password", "another-password-1"));

        Assert.Equal((0, 0), (path.ExitCode, user.ExitCode));
        Assert.Equal(["Heat.strm", "clip.strm", "沙丘 #1/Dune.mp4.strm", "沙丘 #1/Dune.strm"], Files());
    }

    [Fact]
    public async Task Strm_AUserWithRules_SeesWhatThatUserSees()
    {
        var run = await RunAsync(
            [], user: "tv", ("Users:1:Name", "tv"), ("Users:1:Password", "another-password-1"),
            ("Users:1:Paths:0", "/Films"), ("Access:0:Path", "/Films"), ("Access:0:Hide:0", "mp4$"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Films/Heat.strm", "Films/沙丘 #1/Dune.strm"], Files());
    }

    [Fact]
    public async Task Strm_ANameTooLong_IsLeftOutAndTheRestWritten()
    {
        var name = new string('长', 84);
        _tree = $"{name}.mkv:1:1:https://vip.123pan.cn/13/x.mkv\n{name[..83]}.ts:1:1:https://vip.123pan.cn/13/y.ts\nb.mkv:1:1:https://vip.123pan.cn/13/b.mkv\n";

        var run = await RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"/{name}.mkv: warning name: its name is too long", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("1 left out.\n", run.Output);
        Assert.Equal([$"{name[..83]}.strm", "b.strm"], Files().OrderByDescending(file => file.Length));
    }

    [Fact]
    public async Task Strm_InChinese_SaysSo()
    {
        var run = await CommandRun.OfAsync(
            TextLanguage.Chinese, new RootCommand { CreateCommand() }, "strm", "--out", _out, "--user", GatewayHost.User, "--url", Url);

        Assert.Equal("写入 4 个 .strm 文件，0 个未变，删除 0 个；复制 0 个附属文件（0 B）；跳过 0 个。\n", run.Output);
    }

    [Theory]
    [InlineData("--path", "/Absent")]
    [InlineData("--path", "/Films/Heat.avi")]
    public async Task Strm_NoSuchFolder_DeletesNothingAndIs1(params string[] arguments)
    {
        await RunAsync();
        var before = Files().ToList();

        var run = await RunAsync([.. arguments, "--mode", "sync", "--max-deletes", "100%"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error path: this user sees no such folder", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Strm_AddressWithAChineseName_IsWrittenAsItIsLookedUp()
    {
        var run = await StartAsync(["--out", _out, "--user", GatewayHost.User, "--url", "https://网盘.example/外"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.All(
            Directory.GetFiles(_out, "*.strm", SearchOption.AllDirectories).Select(File.ReadAllText),
            text => Assert.StartsWith("https://xn--vzyr4p.example/%E5%A4%96/d/", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2, "--url", "drive.example")]
    [InlineData(2, "--url", "ftp://drive.example")]
    [InlineData(2, "--url", "https://me:secret@drive.example")]
    [InlineData(2, "--max-deletes", "101%")]
    [InlineData(2, "--max-deletes", "-1")]
    [InlineData(2, "--max-deletes", "ten")]
    [InlineData(2, "--mode", "mirror")]
    [InlineData(2, "--names", "long")]
    [InlineData(2, "--path", "/a/../b")]
    [InlineData(78, "--user", "nobody")]
    public async Task Strm_AMistake_WritesNothing(int code, string option, string value)
    {
        string[] arguments = ["--out", _out, "--url", Url, "--user", GatewayHost.User];
        var at = Array.IndexOf(arguments, option);
        arguments = at < 0 ? [.. arguments, option, value] : [.. arguments[..at], .. arguments[(at + 2)..], option, value];

        var run = await StartAsync(arguments);

        Assert.Equal(code, run.ExitCode);
        Assert.False(Directory.Exists(_out));
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strm_PublicUrl_IsTheAddressAndWithoutAnyItIs2()
    {
        string[] arguments = ["--out", _out, "--user", GatewayHost.User];

        Assert.Equal(2, (await StartAsync(arguments)).ExitCode);
        Assert.Equal(0, (await StartAsync(arguments, ("PublicUrl", "https://public.example/"))).ExitCode);

        Assert.StartsWith("https://public.example/d/Films/Heat.avi?sign=", Read("Films/Heat.strm"));
    }

    [Fact]
    public async Task Strm_ADataFolderThatCannotBeWritten_SignsNothingThatWillBeDead()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", Token);

        var run = await StartAsync(["--out", _out, "--user", GatewayHost.User, "--url", Url], ("DataDirectory", Path.Combine(file, "data")));
        var configured = await StartAsync(
            ["--out", _out, "--user", GatewayHost.User, "--url", Url],
            ("DataDirectory", Path.Combine(file, "data")), ("Users:0:ApiToken", new string('t', 43)));

        Assert.Equal((78, 0), (run.ExitCode, configured.ExitCode));
        Assert.Contains("token cannot be kept", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strm_ALibraryOfTenThousand_IsWrittenAndSynchronised()
    {
        _tree = FilmTree(10_000);
        Assert.StartsWith("10000 .strm files written, 0 unchanged", (await RunAsync()).Output);
        _tree = FilmTree(9_500) + "new.mkv:1:1:https://vip.123pan.cn/13/new.mkv\n";

        var run = await RunAsync("--mode", "sync");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("1 .strm files written, 9500 unchanged, 500 deleted", run.Output);
        Assert.Equal(9501, Files().Count());
    }

    private static string FilmTree(int films) =>
        string.Concat(Enumerable.Range(0, films).Select(i => $"Film {i:d5}.mkv:{i + 1}:1694101621:https://vip.123pan.cn/13/{i}.mkv\n"));

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_out, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_out, file).Replace('\\', '/')).Where(file => file[0] != '.').Order(StringComparer.Ordinal);

    private string Manifest() => Path.GetFileName(Assert.Single(Directory.GetFiles(_out, ".pan123dav-strm-*")));

    private string Read(string name) => File.ReadAllText(Path.Combine(_out, name));

    private string UserToken() => new ApiTokenDatabase(() => _folder.FullName).Read()[GatewayHost.User].Value;

    private Task<CommandRun> RunAsync(params string[] arguments) => RunAsync(arguments, GatewayHost.User);

    private Task<CommandRun> RunAsync(string[] arguments, string user, params (string Key, string? Value)[] settings) =>
        StartAsync(["--out", _out, "--user", user, "--url", Url, .. arguments], settings);

    private Task<CommandRun> StartAsync(string[] arguments, params (string Key, string? Value)[] settings) =>
        CommandRun.OfAsync(CreateCommand(settings), arguments);

    private Command CreateCommand(params (string Key, string? Value)[] settings) => StrmCommand.Create(() =>
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        var all = GatewayHost.Settings(_tree, settings);
        all.TryAdd("Pan123Dav:DataDirectory", _folder.FullName);
        builder.Configuration.AddInMemoryCollection(all);
        return builder;
    });
}
