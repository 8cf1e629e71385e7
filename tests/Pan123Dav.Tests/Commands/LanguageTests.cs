using System.CommandLine;
using System.Text.RegularExpressions;
using Pan123Dav.Commands;
using Pan123Dav.Console;

namespace Pan123Dav.Tests.Commands;

public sealed partial class LanguageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> CommandNames => [.. CommandRun.Whole(_ => { }).Subcommands.Select(command => command.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(CommandNames))]
    public async Task Help_InChinese_HasNoEnglishSentence(string command)
    {
        var run = await RunAsync(TextLanguage.Chinese, command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("说明：\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("显示帮助", run.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(EnglishWords(), run.Output);
        Assert.Equal(1, Regex.Count(run.Output, "--config <FILE>"));
    }

    [Fact]
    public async Task Help_InEnglish_IsAsSystemCommandLineWritesIt()
    {
        var run = await RunAsync(TextLanguage.English, "check", "--help");

        Assert.StartsWith("Description:\n  Validate a tree text", run.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(HanCharacter(), run.Output);
    }

    [Theory]
    [InlineData("chekc")]
    [InlineData("check", "--jsn")]
    [InlineData("check", "a", "b")]
    [InlineData("token")]
    [InlineData("sign")]
    [InlineData("token", "--user")]
    [InlineData("demo", "--port", "x")]
    [InlineData("demo", "--storage", "opne")]
    [InlineData("serve", "--port", "1")]
    [InlineData("serve", "--urls")]
    [InlineData("usage", "--from", "x")]
    public async Task WrongCommandLine_InChinese_SaysSo(params string[] arguments)
    {
        var run = await RunAsync(TextLanguage.Chinese, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.All(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(HanCharacter(), line));
        Assert.DoesNotMatch(EnglishWords(), run.Error);
    }

    [Fact]
    public async Task Check_InChinese_TellsMistakesAndKeepsCodesAndJson()
    {
        var tree = _folder.Write("tree.txt", "电影：\n\tx:https://h/b\na\nb:https://www.123pan.com/s/abc-d\n1.5GB:https://h/x\n");

        var run = await RunAsync(TextLanguage.Chinese, "check", tree);
        Assert.Equal("2 个文件，0 个文件夹，4 个错误，1 个警告", run.Output.TrimEnd());
        Assert.All(
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(@": (error|warning) [a-z0-9-]+: .*[\u4e00-\u9fff]", line));
        Assert.DoesNotMatch(EnglishWords(), Regex.Replace(run.Error, ": (error|warning) ", ""));

        var json = await RunAsync(TextLanguage.Chinese, "check", tree, "--json");
        Assert.Contains("\"message\":\"A tab in the indent. Indent with two spaces a level.\"", json.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pan123Dav__Language", "zh", true)]
    [InlineData("Pan123Dav__Language", "en", false)]
    [InlineData("LC_ALL", "zh_CN.UTF-8", true)]
    [InlineData("LC_ALL", "C", false)]
    public async Task Language_OfTheEnvironment_Counts(string name, string value, bool isChinese)
    {
        var run = await RealProcess.RunAsync(_folder["."], (name, value), "chekc");

        Assert.Equal(isChinese, HanCharacter().IsMatch(run.Error));
    }

    [Fact]
    public async Task Language_OfTheSettingsFile_CountsAlsoWhereTheRestOfItIsWrong()
    {
        _folder.Write("appsettings.json", """{ "Pan123Dav": { "Language": "zh", "Mount": [] } }""");

        var run = await RealProcess.RunAsync(_folder["."], ("LC_ALL", "C"), "check");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Pan123Dav:Mounts: error configuration: 没有挂载", run.Error, StringComparison.Ordinal);
        Assert.Contains("您是想写 Mounts 吗？", run.Error, StringComparison.Ordinal);
    }

    private static Task<CommandRun> RunAsync(TextLanguage language, params string[] arguments) =>
        CommandRun.OfAsync(language, CommandRun.Whole(_ => { }), arguments);

    // Three words, which neither a command nor a key is.
    [GeneratedRegex(@"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")]
    private static partial Regex EnglishWords();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex HanCharacter();
}
