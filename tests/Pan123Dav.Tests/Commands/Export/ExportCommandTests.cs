using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pan123Dav.Commands.Export;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree.Parsing;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands.Export;

public sealed class ExportCommandTests : IAsyncLifetime
{
    private static readonly ExportRetryOptions NoPatience = new()
    {
        Pauses = [TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)],
        MaxAttempts = TimeSpan.FromSeconds(1)
    };

    private AccountFixture _account = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _account = await AccountFixture.StartAsync();

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    [Fact]
    public async Task Export_OddNames_ServedByATreeMountListAndLinkAlike()
    {
        var folder = _account.AddFolder("电影 films");
        foreach (var name in new[] { "第 1 集.mkv", "a:b.txt", "12:34", "5", "::", "# hash.txt",
            " leading.txt", "trailing ", "#1.txt", "100%.txt", "%41.txt", "http", "colon:", "a/b.txt" })
        {
            _account.AddFile(folder, name);
        }

        _account.Account.AddFolder(folder, "empty");
        _account.AddFile(_account.Account.AddFolder(folder, "in: it"), "deep.txt");

        var run = await RunAsync("--write", _account.Written);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("15 files in 3 folders written, 0 links known before, 0 left out.\n", run.Output);
        var text = await File.ReadAllTextAsync(_account.Written, Token);
        Assert.Contains("  a:b.txt:18:1709312400:http", text, StringComparison.Ordinal);
        Assert.Empty(UrlTreeText.Parse(Encoding.UTF8.GetBytes(text)).Diagnostics);
        Assert.Equal(await AccountFixture.WalkAsync(_account.Configuration()), await AccountFixture.WalkAsync(AccountFixture.Of(GatewayHost.Settings(text))));
        foreach (var secret in new[] { "auth_key", GatewayHost.PrivateKey, _account.Account.ClientId })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Export_NamesThatNoLineHolds_AreEscapedAndTold()
    {
        var folder = _account.AddFolder("f");
        _account.AddFile(_account.Account.AddFolder(folder, " blank"), "x.txt");
        _account.AddFile(_account.Account.AddFolder(folder, "# hash"), "y.txt");
        _account.AddFile(folder, "# same/.txt");

        var run = await RunAsync("--write", _account.Written);
        var again = await RunAsync("--write", _account.Written);

        Assert.Equal((0, 0), (run.ExitCode, again.ExitCode));
        Assert.Equal(["/f/", "/f/%20blank/", "/f/%20blank/x.txt", "/f/%23 hash/", "/f/%23 hash/y.txt", "/f/%23 same%2F.txt"], await PathsAsync());
        Assert.Contains("/f/ blank: warning name: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("'%23 same%2F.txt'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_NoFile_PrintsTheTextAlone()
    {
        _account.AddFile(_account.AddFolder("f"), "a.txt");

        var run = await RunAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["/f/", "/f/a.txt"], GetPaths(run.Output));
        Assert.Equal("1 files in 1 folders written, 0 links known before, 0 left out.\n", run.Error);
    }

    [Fact]
    public async Task Export_FolderWithoutDirectLinks_IsToldOnceAndTheRestGoesOn()
    {
        var plain = _account.Account.GetFolder("plain");
        for (var i = 0; i < 20; i++)
        {
            _account.AddFile(plain, string.Create(CultureInfo.InvariantCulture, $"{i}.txt"));
        }

        _account.AddFile(_account.AddFolder("enabled"), "a.txt");
        _account.AddFile(0, "top.txt");

        var run = await RunAsync("--write", _account.Written);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["/plain/", "/enabled/", "/enabled/a.txt"], await PathsAsync());
        Assert.Equal(2, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("/plain: warning direct-links: 20 files have no direct link and are left out: enable Direct Link Space",
            run.Error, StringComparison.Ordinal);
        Assert.Contains("/: warning direct-links: 1 file has no direct link", run.Error, StringComparison.Ordinal);
        Assert.Equal(3 + 1 + 1, _account.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl));

        _account.AddFolder("plain");
        await RunAsync("--write", _account.Written);

        Assert.Equal(23, (await PathsAsync()).Count);
        Assert.Equal(5 + 20 + 1, _account.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl));
    }

    [Fact]
    public async Task Export_TrafficUsedUp_EndsWithWhatItHasAndGoesOnLater()
    {
        var folder = _account.AddFolder("f");
        for (var i = 0; i < 10; i++)
        {
            _account.AddFile(folder, string.Create(CultureInfo.InvariantCulture, $"{i}.txt"));
        }

        var first = await RunAsync(fault: (4, new EmulatedApiFault { Code = 5113 }), "--write", _account.Written);
        var paths = await PathsAsync();
        var calls = _account.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl);
        var second = await RunAsync("--write", _account.Written);

        Assert.Equal((1, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("error stopped: the export is not complete: the direct-link traffic is used up", first.Error, StringComparison.Ordinal);
        Assert.InRange(paths.Count, 2, 10);
        Assert.Equal(11, (await PathsAsync()).Count);
        Assert.Equal(10 - (paths.Count - 1), _account.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl) - calls);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $" {paths.Count - 1} links known before"), second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_StoppedBeforeWhatWasKnown_LosesNothing()
    {
        var (one, two) = (_account.AddFolder("one"), _account.AddFolder("two"));
        _account.AddFile(one, "a.txt");
        _account.AddFile(_account.Account.AddFolder(two, "deep"), "b.txt");
        await RunAsync("--write", _account.Written);
        var whole = await PathsAsync();

        _account.Host.SetCallFault(EmulatorEndpoint.DirectLinkUrl, new EmulatedApiFault { Code = 5113 });
        var stopped = await RunAsync("--write", _account.Written);

        Assert.Equal(1, stopped.ExitCode);
        Assert.Equal(whole.Order(StringComparer.Ordinal), (await PathsAsync()).Order(StringComparer.Ordinal));
        Assert.Contains("not complete", await File.ReadAllTextAsync(_account.Written, Token), StringComparison.Ordinal);
        Assert.Empty(UrlTreeText.Parse(await File.ReadAllBytesAsync(_account.Written, Token)).Diagnostics);
    }

    [Fact]
    public async Task Export_AfterARunThatWasKilled_ReadsWhatWasLeftBesideTheFile()
    {
        var folder = _account.AddFolder("f");
        _account.AddFile(folder, "a.txt");
        _account.AddFile(folder, "b.txt");
        await RunAsync("--write", _account.Written);
        var lines = await File.ReadAllLinesAsync(_account.Written, Token);
        File.Delete(_account.Written);
        await File.WriteAllTextAsync(_account.Written + ".part", $"{lines[0]}\n{lines[1]}\n{lines[2]}\n{lines[3][..^2]}", Token);
        var calls = _account.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl);

        var run = await RunAsync("--write", _account.Written);

        Assert.Equal((0, 1), (run.ExitCode, _account.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl) - calls));
        Assert.Equal(lines, await File.ReadAllLinesAsync(_account.Written, Token));
        Assert.Equal(["written.txt"], _account.Folder.GetFiles("written*").Select(file => file.Name));
    }

    [Fact]
    public async Task Export_Outage_IsWaitedForAndThenEndsIt()
    {
        _account.AddFile(_account.AddFolder("f"), "a.txt");

        var (brief, lasting) = (await RunAsync(fault: (0, new EmulatedApiFault { Code = 429, RetryAfter = 0, Times = 5 })),
            await RunAsync(fault: (0, new EmulatedApiFault { Code = 429, RetryAfter = 30 })));

        Assert.Equal((0, 1), (brief.ExitCode, lasting.ExitCode));
        Assert.Contains("warning waiting: ", brief.Error, StringComparison.Ordinal);
        Assert.Contains("error stopped: ", lasting.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_CtrlC_LeavesAWholeTextThatTheNextRunGoesOnFrom()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends a signal, and looks at /proc");
        var folder = _account.AddFolder("f");
        for (var i = 0; i < 40; i++)
        {
            _account.AddFile(folder, string.Create(CultureInfo.InvariantCulture, $"{i}.txt"));
        }

        await File.WriteAllTextAsync(Path.Combine(_account.Folder.FullName, "appsettings.json"), Json(_account.Settings()), Token);
        using var process = RealProcess.Start(_account.Folder.FullName, ["export", "--write", "written.txt"]);
        await Eventually.HoldsAsync(() => _account.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl) >= 5, "five links were asked for");

        // What runs in the background of a shell has SIGINT ignored from its birth.
        var status = await File.ReadAllLinesAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/status"), Token);
        var ignored = Convert.ToUInt64(status.First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim(), 16);
        using (var kill = Process.Start("kill", [(ignored & 2) == 0 ? "-INT" : "-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(Token);
        }

        var error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        var written = (await PathsAsync()).Count - 1;
        var calls = _account.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl);
        var second = await RunAsync("--write", _account.Written);

        Assert.Equal((1, 0), (process.ExitCode, second.ExitCode));
        Assert.Contains("it was stopped", error, StringComparison.Ordinal);
        Assert.InRange(written, 4, 39);
        Assert.Equal(40 - written, _account.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl) - calls);
        Assert.Equal(1, _account.Host.Calls.TokensIssued);
        Assert.Equal(41, (await PathsAsync()).Count);
    }

    [Fact]
    public async Task Export_DirectLinkMount_KeepsTreeAndLinks()
    {
        const string Tree =
            "f:\n  a.txt:1:1694101621:https://h.example/13/a\n  :1694101621:https://h.example/13/b%20c.txt\nt:::https://h.example/13/t:?q=a%3A\n";
        var run = await CommandRun.OfAsync(Command(GatewayHost.Settings(Tree, ("DataDirectory", _account.Folder.FullName))));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            "f:\n  a.txt:1:1694101621:https://h.example/13/a\n  b c.txt::1694101621:https://h.example/13/b%20c.txt\nt:::https://h.example/13/t:?q=a%3A\n",
            run.Output[(run.Output.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public async Task Export_FileThatIsNoExport_IsLeftAlone()
    {
        await File.WriteAllTextAsync(_account.Written, "mine:\n", Token);

        var run = await RunAsync("--write", _account.Written);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("was not written by export", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine:\n", await File.ReadAllTextAsync(_account.Written, Token));
    }

    [Theory]
    [InlineData("Share", "ShareKey", "abCd-1EfGh", "no direct links")]
    [InlineData("Personal", "Username", "13800000000", "no direct links")]
    public async Task Export_TypeWithoutDirectLinks_Is2AndSaysWhatToDo(string type, string key, string value, string message)
    {
        var settings = GatewayHost.Settings("", ("Mounts:0:Type", type), ($"Mounts:0:{key}", value),
            ("Mounts:0:PrivateKey", null), ("Mounts:0:Uid", null), ("Mounts:0:OriginUrls", null));
        if (type == "Personal")
        {
            settings["Pan123Dav:Mounts:0:Password"] = "password";
        }

        var run = await CommandRun.OfAsync(Command(settings));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains("OpenPlatform", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WrongSecretMountOrConfiguration_IsToldByItsCode()
    {
        var secret = await CommandRun.OfAsync(Command(_account.Settings(("Mounts:0:ClientSecret", "wrong"))));
        var mount = await RunAsync("--mount", "/elsewhere");
        var configuration = await CommandRun.OfAsync(Command(_account.Settings(("Mounts:0:RootFolderId", "x"))));

        Assert.Equal((1, 2, 78), (secret.ExitCode, mount.ExitCode, configuration.ExitCode));
        Assert.Contains("ClientSecret", secret.Error, StringComparison.Ordinal);
        Assert.Contains("write one of / after --mount", mount.Error, StringComparison.Ordinal);
    }

    private static System.CommandLine.Command Command(Dictionary<string, string?> settings) =>
        ExportCommand.Create(() => AccountFixture.Of(settings), AccountFixture.Rates, NoPatience);

    private static string Json(Dictionary<string, string?> settings)
    {
        // A JSON configuration takes flat keys too.
        return JsonSerializer.Serialize(settings.Where(setting => setting.Value is not null).ToDictionary());
    }

    private static List<string> GetPaths(string text)
    {
        var table = UrlTreeText.Parse(Encoding.UTF8.GetBytes(text)).Table!;
        return [.. Enumerable.Range(1, table.Count - 1)
            .Select(row => table.GetPath(row) + (new Pan123Dav.Storage.StorageEntry(table, row).IsCollection ? "/" : ""))];
    }

    private async Task<List<string>> PathsAsync() => GetPaths(await File.ReadAllTextAsync(_account.Written, Token));

    private Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(Command(_account.Settings()), arguments);

    // The fault begins after so many links.
    private async Task<CommandRun> RunAsync((int After, EmulatedApiFault Fault) fault, params string[] arguments)
    {
        _account.Host.SetCallFault(EmulatorEndpoint.DirectLinkUrl, fault.Fault with { After = fault.After });
        var run = await RunAsync(arguments);
        _account.Host.SetCallFault(EmulatorEndpoint.DirectLinkUrl, null);
        return run;
    }
}
