using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Pan123Dav.Commands.Setup;
using Pan123Dav.Console;

namespace Pan123Dav.Tests.Setup;

/// <summary><c>setup</c>, by options and by plain lines.</summary>
public sealed class SetupCommandTests : SetupTest
{
    private const string Links = "电影:\n  https://vip.123pan.cn/1812345678/film.mkv\nhttps://vip.123pan.cn/1812345678/a%20b.txt\n";

    private string Tree => Path.Combine(Folder, "tree.txt");

    [Theory]
    [InlineData("machine", "http://localhost:5000")]
    [InlineData("network", "http://*:5000")]
    public async Task Setup_AllByOptions_WritesAndChecks(string reach, string urls)
    {
        var links = Write("links.txt", Encoding.UTF8.GetBytes(Links));

        var run = await RunAsync(
            null, "--private-key", "k-of-the-owner", "--links", links, "--user", "anna", "--password", Password, "--reach", reach, "--language", "en");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Links, await File.ReadAllTextAsync(Tree));
        using var settings = JsonDocument.Parse(await File.ReadAllTextAsync(Settings));
        var section = settings.RootElement.GetProperty("Pan123Dav");
        var mount = section.GetProperty("Mounts")[0];
        Assert.Equal(("DirectLink", "k-of-the-owner"), (mount.GetProperty("Type").GetString(), mount.GetProperty("PrivateKey").GetString()));
        Assert.Equal((1812345678, "tree.txt"), (mount.GetProperty("Uid").GetInt64(), mount.GetProperty("OriginUrlsFile").GetString()));
        var hash = section.GetProperty("Users")[0].GetProperty("PasswordHash").GetString()!;
        Assert.Equal(PasswordVerificationResult.Success, new PasswordHasher<object>().VerifyHashedPassword(new object(), hash, Password));
        Assert.Equal(urls, settings.RootElement.GetProperty("Urls").GetString());
        AssertOwnerOnly(Settings, Tree);
        Assert.Contains("/dav/", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 files, 1 folders, 0 errors", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("k-of-the-owner", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder, ".*"));
    }

    [Fact]
    public async Task Setup_PlainLines_AsksInOrderAndAgainAfterMistakes()
    {
        string[] answers =
        [
            "k-of the owner", "k-of-the-owner", "", .. Links.TrimEnd('\n').Split('\n'), "",
            "a:b", "安娜", "short", Password, "other", Password, Password, "everybody", "2",
        ];

        var run = await RunAsync(string.Join('\n', answers) + "\n", "--language", "zh");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Links, await File.ReadAllTextAsync(Tree));
        Assert.Contains("安娜", await File.ReadAllTextAsync(Settings), StringComparison.Ordinal);
        foreach (var said in new[] { "私钥", "账号 ID：1812345678", "用户名中不能有冒号", "密码太短", "两次输入的密码不一致", "请输入 machine", "http://*:5000" })
        {
            Assert.Contains(said, run.Error + run.Output + await File.ReadAllTextAsync(Settings), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Hi,\n\nhttps://h/a\n\n\nhttps://h/b\n\n", "Hi,\n\nhttps://h/a\n\n\nhttps://h/b")]
    [InlineData("\nhttps://h/a\n\n", "\nhttps://h/a")]
    [InlineData("links.txt\nhttps://h/typed-later\n", "links.txt")]
    public void AskLines_OnATerminal_TakesWhatIsPastedWithEmptyLines(string typed, string lines)
    {
        using var input = new StringReader(typed);
        using var output = new StringWriter();
        var pasted = lines.Contains('\n') ? lines.Split('\n').Length : 0;
        var prompts = new LinePrompts(input, output, SetupText.For(TextLanguage.English), () => --pasted > 0);

        Assert.Equal(lines, prompts.AskLines("Links", "--links", line => !line.Contains("://") && line.Length > 0));
    }

    [Fact]
    public async Task Setup_PathAsADesktopWritesIt_IsRead()
    {
        var file = Write("my links.txt", "https://h/1812345678/a.mkv\n"u8);
        foreach (var typed in new[] { $"'{file}'", file.Replace(" ", "\\ "), new Uri(file).AbsoluteUri })
        {
            var run = await RunAsync(
                $"{typed}\n", "--private-key", "k", "--uid", "7", "--user", "anna", "--password", Password, "--reach", "machine", "--overwrite");

            Assert.True(run.ExitCode == 0, typed + run.Error);
        }
    }

    [Fact]
    public async Task Setup_Domain_WritesCaddyAndCompose()
    {
        var run = await RunAsync(
            null, "--private-key", "k-of-the-owner", "--uid", "7", "--links", Write("l", "https://h/a.mkv\n"u8), "--user", "anna", "--password", Password,
            "--reach", "domain", "--domain", "电影.example.com");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("xn--", await File.ReadAllTextAsync(Path.Combine(Folder, "Caddyfile")), StringComparison.Ordinal);
        var compose = await File.ReadAllTextAsync(Path.Combine(Folder, "compose.yaml"));
        Assert.Contains("image: pan123dav", compose, StringComparison.Ordinal);
        Assert.Contains("- .:/config:ro", compose, StringComparison.Ordinal);
        Assert.Contains("- ./data:/data", compose, StringComparison.Ordinal);
        Assert.DoesNotContain("secrets", compose, StringComparison.Ordinal);
        Assert.DoesNotContain("build:", compose, StringComparison.Ordinal);
        Assert.Contains("  caddy:\n", compose, StringComparison.Ordinal);
        AssertOwnerOnly(Settings, Tree);
    }

    [Theory]
    [InlineData("weak", "--user", "anna", "--password", "anna-has-a-lamb")]
    [InlineData("weak", "--user", "anna", "--password", "12345")]
    [InlineData("links", "--links", "not-there.txt")]
    [InlineData("--password", "--user", "anna")]
    [InlineData("--user", "--private-key", "k-of-the-owner")]
    [InlineData("domain", "--reach", "domain", "--domain", "127.0.0.1")]
    [InlineData("domain", "--reach", "domain", "--domain", "localhost")]
    [InlineData("blanks", "--private-key", "k of")]
    public async Task Setup_BadAnswer_WritesNothing(string about, params string[] arguments)
    {
        var all = new List<string>();
        var given = arguments.Where((_, index) => index % 2 == 0).ToList();
        foreach (var (option, value) in Options(Write("l", "https://h/a.mkv\n"u8)).Chunk(2).Select(pair => (pair[0], pair[1])))
        {
            if (!given.Contains(option) && option != about)
            {
                all.AddRange([option, value]);
            }
        }

        var run = await RunAsync("", [.. all, .. arguments, "--language", "en"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Nothing was written", run.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Folder));
        Assert.DoesNotContain("anna-has-a-lamb", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_FaultyLink_NamesTheLineAndWritesNothing()
    {
        var run = await RunAsync(null, [.. Options(Write("l", "https://h/a.mkv\nhttps://www.123pan.com/s/abCd-1EfGh\n"u8)), "--language", "zh"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("第 2 行：这是分享页面", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Settings) || File.Exists(Tree));
    }

    [Theory]
    [InlineData("appsettings.json")]
    [InlineData("tree.txt")]
    public async Task Setup_ExistingFile_IsReplacedOnlyWhenTold(string name)
    {
        var path = Write(name, "mine"u8);
        var options = Options(Write("l", "https://h/a.mkv\n"u8));

        var run = await RunAsync(null, options);
        Assert.Equal((1, "mine"), (run.ExitCode, await File.ReadAllTextAsync(path)));
        Assert.Contains("--overwrite", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(Folder).Length);

        run = await RunAsync(null, [.. options, "--overwrite"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.NotEqual("mine", await File.ReadAllTextAsync(path));
        AssertOwnerOnly(Settings, Tree);
    }

    [Fact]
    public async Task Setup_UnwritableFolder_LeavesNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Folders of Unix.");
        var target = Path.Combine(Write("file", "x"u8), "deeper", "appsettings.json");

        var run = await RunAsync(null, [.. Options(Write("l", "https://h/a.mkv\n"u8)), "--config", target]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
    }

    private static void AssertOwnerOnly(params string[] paths) =>
        Assert.All(paths, path => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)));

    [Fact]
    public async Task Setup_NoSuchFileForAReaderOfChinese_IsToldInChinese()
    {
        var run = await RunAsync(null, [.. Options("not-there.txt"), "--language", "zh"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("找不到文件", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Could not", run.Error, StringComparison.Ordinal);
    }

    private static string[] Options(string links) =>
        ["--private-key", "k-of-the-owner", "--uid", "7", "--links", links, "--user", "anna", "--password", Password, "--reach", "machine"];
}
