using System.CommandLine;
using System.Text;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Console;
using Pan123Dav.Links;
using Pan123Dav.Storage;
using Pan123Dav.Tests.Commands;

namespace Pan123Dav.Tests.Media;

public sealed class StrmCommandTests : StrmTest
{
    [Fact]
    public async Task Strm_Default_WritesALinkForEachFilm()
    {
        var run = await RunAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("4 .strm files written, 0 unchanged, 0 deleted; 0 companions copied (0 B); 0 left out.\n", run.Output);
        Assert.Equal(["Films/Heat.strm", "Films/沙丘 #1/Dune.mp4.strm", "Films/沙丘 #1/Dune.strm", "Music/clip.strm"], Files());
        var content = await File.ReadAllBytesAsync(Path.Combine(Out, "Films", "沙丘 #1", "Dune.strm"), Token);
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
        DriveTree =
            $"{name}.mkv:1:1:https://vip.123pan.cn/13/x.mkv\n{name[..83]}.ts:1:1:https://vip.123pan.cn/13/y.ts\nb.mkv:1:1:https://vip.123pan.cn/13/b.mkv\n";

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
            TextLanguage.Chinese, new RootCommand { CreateCommand() }, "strm", "--out", Out, "--user", GatewayHost.User, "--url", Url);

        Assert.Equal("写入 4 个 .strm 文件，0 个未变，删除 0 个；复制 0 个附属文件（0 B）；跳过 0 个。\n", run.Output);
    }

    [Fact]
    public async Task Strm_AddressWithAChineseName_IsWrittenAsItIsLookedUp()
    {
        var run = await StartAsync(["--out", Out, "--user", GatewayHost.User, "--url", "https://网盘.example/外"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.All(
            Directory.GetFiles(Out, "*.strm", SearchOption.AllDirectories).Select(File.ReadAllText),
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
        string[] arguments = ["--out", Out, "--url", Url, "--user", GatewayHost.User];
        var at = Array.IndexOf(arguments, option);
        arguments = at < 0 ? [.. arguments, option, value] : [.. arguments[..at], .. arguments[(at + 2)..], option, value];

        var run = await StartAsync(arguments);

        Assert.Equal(code, run.ExitCode);
        Assert.False(Directory.Exists(Out));
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strm_PublicUrl_IsTheAddressAndWithoutAnyItIs2()
    {
        string[] arguments = ["--out", Out, "--user", GatewayHost.User];

        Assert.Equal(2, (await StartAsync(arguments)).ExitCode);
        Assert.Equal(0, (await StartAsync(arguments, ("PublicUrl", "https://public.example/"))).ExitCode);

        Assert.StartsWith("https://public.example/d/Films/Heat.avi?sign=", Read("Films/Heat.strm"));
    }

    [Fact]
    public async Task Strm_ADataFolderThatCannotBeWritten_SignsNothingThatWillBeDead()
    {
        var file = Path.Combine(Folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", Token);

        var run = await StartAsync(["--out", Out, "--user", GatewayHost.User, "--url", Url], ("DataDirectory", Path.Combine(file, "data")));
        var configured = await StartAsync(
            ["--out", Out, "--user", GatewayHost.User, "--url", Url],
            ("DataDirectory", Path.Combine(file, "data")), ("Users:0:ApiToken", new string('t', 43)));

        Assert.Equal((78, 0), (run.ExitCode, configured.ExitCode));
        Assert.Contains("token cannot be kept", run.Error, StringComparison.Ordinal);
    }

    private string UserToken() => new ApiTokenDatabase(() => Folder.FullName).Read()[GatewayHost.User].Value;
}
