using System.Text;
using System.Text.Json;

namespace Pan123Dav.Tests.Commands;

/// <summary><c>check</c> as its owner runs it, and <c>serve</c> where it says the same.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Check_OneMistakeManyTimes_ShowsTwentyAndCountsAll()
    {
        Write("tree.txt", "a:\n  https://h/x\n" + string.Concat(Enumerable.Range(0, 5_000).Select(number => $"\thttps://h/{number}\n")));

        var run = await RealProcess.RunAsync(_folder, null, "check", "tree.txt");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("5001 files, 1 folders, 5000 errors, 0 warnings", run.Output.Trim());
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(21, lines.Length);
        Assert.StartsWith("tree.txt:3:1: error tab-indent: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("tree.txt: error tab-indent: There are 4980 more of these", lines[20], StringComparison.Ordinal);
        Assert.Equal(5_000, (await JsonAsync("check", "tree.txt", "--json")).GetProperty("diagnostics").GetArrayLength());
    }

    [Fact]
    public async Task Check_OneBadLine_CountsTheRest()
    {
        Write("tree.txt", "a:\n  https://h/x\n  https://h/y\nreadme\n");

        var run = await RealProcess.RunAsync(_folder, null, "check", "tree.txt");

        Assert.Equal((1, "2 files, 1 folders, 1 errors, 0 warnings"), (run.ExitCode, run.Output.Trim()));
        WriteSettings();
        Assert.Equal("2 files, 1 folders, 1 errors, 0 warnings", (await RealProcess.RunAsync(_folder, null, "check")).Output.Trim());
    }

    [Fact]
    public async Task Check_JsonForATree_SaysWhatItWants()
    {
        WriteSettings();

        var run = await RealProcess.RunAsync(_folder, null, "check", "appsettings.json");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("appsettings.json:1:1: error json-text: This is JSON, where a tree text should be",
            Assert.Single(Lines(run.Error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_TreeForJson_SaysWhatItWants()
    {
        Write("appsettings.json", "电影:\n  https://h/x\n");

        var run = await RealProcess.RunAsync(_folder, null, "check");

        Assert.Equal(1, run.ExitCode);
        var line = Assert.Single(Lines(run.Error));
        Assert.StartsWith(Path.Combine(_folder, "appsettings.json") + ":1:1: error json: ", line, StringComparison.Ordinal);
        Assert.Contains("A tree text belongs into a file of its own", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NoSettingsFile_NamesTheFolder()
    {
        var run = await RealProcess.RunAsync(_folder, null, "check");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"There is no appsettings.json in {_folder}", Lines(run.Error)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_DoubtfulConfiguration_WarnsInEachPlace()
    {
        Write("tree.txt", "a.mkv:5:6:http://vip.123pan.cn/1812345678/a.mkv");
        WriteSettings(
            """
            "PublicUrl": "https://drive.example",
            "Access": [{ "Path": "/nowhere", "Users": ["*"] }],
            "Probe": { "Enabled": true }, "Probe": { "Concurrency": 3 },
            """,
            "\"PrivateKey\": \"your private key\", \"Uid\": 13800138000,",
            """{ "Name": "me", "Password": "w0rd" }, """
            + """{ "Name": "ME", "PasswordHash": "", "Password": "AQAAAAIAAYagAAAAEMxyz0123456789abcdefghij", "Paths": ["/b"] }""");

        var run = await RealProcess.RunAsync(_folder, null, "check");

        Assert.Equal((0, "1 files, 0 folders, 0 errors, 8 warnings"), (run.ExitCode, run.Output.Trim()));
        Assert.Equal(
            [
                "Pan123Dav:Access:0:Path: warning no-such-path",
                "Pan123Dav:Mounts:0:PrivateKey: warning placeholder-key", "Pan123Dav:Mounts:0:Uid: warning other-account",
                "Pan123Dav:Users:1:Name: warning similar-name", "Pan123Dav:Users:1:Password: warning password-hash",
                "Pan123Dav:Users:1:Paths:0: warning no-such-path",
                "appsettings.json:4:31: warning repeated-section", "tree.txt:1:11: warning mixed-content",
            ],
            Lines(run.Error).Select(line => line.Replace(_folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))
                .Select(Short).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Metrics:5:6:https://h/x", "tree.txt:1:1: error reserved-name: ")]
    [InlineData("a:\n  https://h/x\nstrm:\n  https://h/y", "tree.txt:3:1: error reserved-name: ")]
    public async Task CheckAndServe_ReservedNameAtTheRoot_IsAnError(string tree, string expected)
    {
        Write("tree.txt", tree);
        WriteSettings("\"PathBase\": \"/\",");

        var check = await RealProcess.RunAsync(_folder, null, "check");
        var serve = await RealProcess.RunAsync(_folder, null, "serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal((1, 78), (check.ExitCode, serve.ExitCode));
        Assert.StartsWith(Path.Combine(_folder, expected), check.Error, StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(_folder, expected), serve.Error, StringComparison.Ordinal);
    }

    private static string Short(string line) => string.Join(' ', line.Split(' ')[..3]).TrimEnd(':');

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private async Task<JsonElement> JsonAsync(params string[] arguments) =>
        JsonDocument.Parse((await RealProcess.RunAsync(_folder, null, arguments)).Output).RootElement;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text, new UTF8Encoding(false));

    private void WriteSettings(string keys = "", string mount = "\"Type\": \"UrlTree\",", string users = """{ "Name": "me", "Password": "w0rd" }""") =>
        Write("appsettings.json", $$"""
        { "Pan123Dav": {
            {{keys}}
            "Mounts": [{ {{mount}} "OriginUrlsFile": "tree.txt" }],
            "Users": [{{users}}] } }
        """);
}
