using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands;

/// <summary><c>--config FILE</c> and the file for this machine alone, with the program started as its user does.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private readonly string _elsewhere = Directory.CreateTempSubdirectory("pan123dav-").FullName;
    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;
    private readonly string _file;

    public SettingsFileTests()
    {
        _file = Path.Combine(_folder, "drive.json");
        Write("drive.json");
        Directory.CreateDirectory(Path.Combine(_folder, "trees"));
        File.WriteAllText(Path.Combine(_folder, "trees", "a.txt"), "http://vip.123pan.cn/13/files/1.txt\n");
    }

    public void Dispose()
    {
        Directory.Delete(_elsewhere, recursive: true);
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("serve")]
    [InlineData("doctor", "--json")]
    [InlineData("setup")]
    public async Task Config_Twice_IsAUsageMistake(params string[] command)
    {
        foreach (var language in new[] { "en_US.UTF-8", "zh_CN.UTF-8" })
        {
            var run = await RealProcess.RunAsync(_elsewhere, ("LC_ALL", language), [.. command, "--config", _file, "--config", _file]);

            Assert.Equal(2, run.ExitCode);
            Assert.Contains("--config", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("probe", "--write", "trees")]
    [InlineData("strm", "--user", "u", "--url", "http://h", "--out", "/proc/library")]
    public async Task Write_WhereNobodyCan_IsNoMistakeOfTheSettings(params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /proc here.");

        var run = await RealProcess.RunAsync(_folder, null, [.. arguments, "--config", _file]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{arguments[^1]}: error file: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FILE", "check", "")]
    [InlineData("FILE", "import", "")]
    [InlineData("--write", "export", "--write", "")]
    [InlineData("--write", "probe", "--write", "")]
    [InlineData("--out", "strm", "--user", "u", "--out", "")]
    [InlineData("--links", "setup", "--links", " ")]
    [InlineData("--backup", "setup", "--backup", "")]
    [InlineData("--password-file", "setup", "--password-file", "")]
    [InlineData("--config", "setup", "--config", "")]
    public async Task Path_Empty_IsAUsageMistakeThatNamesIt(string name, params string[] arguments)
    {
        var run = await RealProcess.RunAsync(_folder, null, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{name} is empty: write the path of a file or folder", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "1 files", "check")]
    [InlineData(0, "", "usage")]
    [InlineData(0, "auth_key=", "sign", "http://vip.123pan.cn/13/files/1.txt")]
    [InlineData(0, ".", "token", "--user", "u")]
    [InlineData(0, "vip.123pan.cn", "export")]
    [InlineData(1, "", "health")]
    public async Task Config_AnyCommand_FindsItsFilesFromTheFolderOfTheFile(int code, string output, params string[] arguments)
    {
        foreach (var line in new string[][] { [.. arguments, "--config", _file], ["--config=" + _file, .. arguments], ["--config", _file, .. arguments] })
        {
            var run = await RealProcess.RunAsync(_elsewhere, null, line);

            Assert.Equal(code, run.ExitCode);
            Assert.DoesNotContain("error", run.Error.Replace("error unreachable", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Contains(output, run.Output, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_elsewhere));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("")]
    [InlineData("--contentRoot /")]
    public async Task Config_Serve_KeepsItsDataInTheFolderOfTheFile(string command)
    {
        using var process = RealProcess.Start(_elsewhere,
            [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--config", _file, "--urls", "http://127.0.0.1:0"]);
        try
        {
            await Eventually.HoldsAsync(() => Directory.Exists(Path.Combine(_folder, "data")), "the data folder");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_elsewhere));
    }

    [Theory]
    [InlineData("absent.json", "not there")]
    [InlineData("", "names a folder: write --config ")]
    public async Task Config_NoFile_IsAUsageError(string name, string message)
    {
        foreach (var command in new[] { "serve", "check", "usage", "doctor", "health" })
        {
            var run = await RealProcess.RunAsync(_elsewhere, null, command, "--config", Path.Combine(_folder, name));

            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.Contains(message, run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Config_Malformed_NamesTheFile()
    {
        await File.WriteAllTextAsync(_file, "{ \"Pan123Dav\": ", TestContext.Current.CancellationToken);

        var run = await RealProcess.RunAsync(_elsewhere, null, "serve", "--config", _file);

        Assert.Equal(78, run.ExitCode);
        Assert.StartsWith($"{_file}:1:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("appsettings.Local.json")]
    [InlineData("drive.Local.json")]
    public async Task LocalFile_BesideTheOther_WinsOverIt(string name)
    {
        Write("appsettings.json");
        File.WriteAllText(Path.Combine(_folder, name), """{ "Pan123Dav": { "Jwt": { "SigningKey": "" } } }""");

        var run = await RealProcess.RunAsync(_folder, null,
            name.StartsWith("drive", StringComparison.Ordinal) ? ["token", "--user=u", "--config=drive.json"] : ["token", "--user=u"]);

        Assert.Equal(78, run.ExitCode);
        Assert.Contains("Jwt:SigningKey", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LocalFile_MadeAndChangedWhileServing_IsRead()
    {
        Write("appsettings.json");
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.Local.json"),
            """{ "Urls": "http://127.0.0.1:0", "Logging": { "LogLevel": { "Default": "Information" } } }""", TestContext.Current.CancellationToken);
        using var serving = await ServingProcess.StartAsync(_folder, "u", "another-w0rd");
        using var before = await serving.Client.GetAsync(new Uri("/dav/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, before.StatusCode);

        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.Local.json"), """
            { "Urls": "http://127.0.0.1:0", "Pan123Dav": { "Users": [{ "Password": "another-w0rd" }], "SignIn": { "FailuresPerAddress": 100000 } } }
            """, TestContext.Current.CancellationToken);

        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await serving.Client.GetAsync(new Uri("/dav/", UriKind.Relative), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }, "the new password");
    }

    [Fact]
    public void GitIgnore_KeysAndLinks_AreLeftOut()
    {
        var ignored = File.ReadAllLines(Path.Combine(Repository.Root, ".gitignore"));

        Assert.Contains("appsettings.Local.json", ignored);
        Assert.Contains("/tree.txt", ignored);
    }

    private void Write(string name) => File.WriteAllText(Path.Combine(_folder, name), """
        {
          "Pan123Dav": {
            "Jwt": { "SigningKey": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=" },
            "Mounts": [{ "OriginUrlsFile": "trees/a.txt", "PrivateKey": "k3y-of-the-owner", "Uid": 13 }],
            "SignIn": { "FailuresPerAddress": 100000 },
            "Users": [{ "Name": "u", "Password": "w0rd-of-the-user" }]
          }
        }
        """);
}
