using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Tests.Commands.Export;

/// <summary>Exports that end before they are complete, and the run after that.</summary>
public sealed class ExportStopTests : ExportTest
{
    [Fact]
    public async Task Export_TrafficUsedUp_EndsWithWhatItHasAndGoesOnLater()
    {
        var folder = Fixture.AddFolder("f");
        for (var i = 0; i < 10; i++)
        {
            Fixture.AddFile(folder, string.Create(CultureInfo.InvariantCulture, $"{i}.txt"));
        }

        var first = await RunAsync(fault: (4, new EmulatedApiFault { Code = 5113 }), "--write", Fixture.Written);
        var paths = await PathsAsync();
        var calls = Fixture.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl);
        var second = await RunAsync("--write", Fixture.Written);

        Assert.Equal((1, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("error stopped: the export is not complete: the direct-link traffic is used up", first.Error, StringComparison.Ordinal);
        Assert.InRange(paths.Count, 2, 10);
        Assert.Equal(11, (await PathsAsync()).Count);
        Assert.Equal(10 - (paths.Count - 1), Fixture.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl) - calls);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $" {paths.Count - 1} links known before"), second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_StoppedBeforeWhatWasKnown_LosesNothing()
    {
        var (one, two) = (Fixture.AddFolder("one"), Fixture.AddFolder("two"));
        Fixture.AddFile(one, "a.txt");
        Fixture.AddFile(Fixture.Account.AddFolder(two, "deep"), "b.txt");
        await RunAsync("--write", Fixture.Written);
        var whole = await PathsAsync();

        Fixture.Host.SetCallFault(EmulatorEndpoint.DirectLinkUrl, new EmulatedApiFault { Code = 5113 });
        var stopped = await RunAsync("--write", Fixture.Written);

        Assert.Equal(1, stopped.ExitCode);
        Assert.Equal(whole.Order(StringComparer.Ordinal), (await PathsAsync()).Order(StringComparer.Ordinal));
        Assert.Contains("not complete", await File.ReadAllTextAsync(Fixture.Written, Token), StringComparison.Ordinal);
        Assert.Empty(UrlTreeText.Parse(await File.ReadAllBytesAsync(Fixture.Written, Token)).Diagnostics);
    }

    [Fact]
    public async Task Export_AfterARunThatWasKilled_ReadsWhatWasLeftBesideTheFile()
    {
        var folder = Fixture.AddFolder("f");
        Fixture.AddFile(folder, "a.txt");
        Fixture.AddFile(folder, "b.txt");
        await RunAsync("--write", Fixture.Written);
        var lines = await File.ReadAllLinesAsync(Fixture.Written, Token);
        File.Delete(Fixture.Written);
        await File.WriteAllTextAsync(Fixture.Written + ".part", $"{lines[0]}\n{lines[1]}\n{lines[2]}\n{lines[3][..^2]}", Token);
        var calls = Fixture.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl);

        var run = await RunAsync("--write", Fixture.Written);

        Assert.Equal((0, 1), (run.ExitCode, Fixture.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl) - calls));
        Assert.Equal(lines, await File.ReadAllLinesAsync(Fixture.Written, Token));
        Assert.Equal(["written.txt"], Fixture.Folder.GetFiles("written*").Select(file => file.Name));
    }

    [Fact]
    public async Task Export_Outage_IsWaitedForAndThenEndsIt()
    {
        Fixture.AddFile(Fixture.AddFolder("f"), "a.txt");

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
        var folder = Fixture.AddFolder("f");
        for (var i = 0; i < 40; i++)
        {
            Fixture.AddFile(folder, string.Create(CultureInfo.InvariantCulture, $"{i}.txt"));
        }

        await File.WriteAllTextAsync(Path.Combine(Fixture.Folder.FullName, "appsettings.json"), Json(Fixture.Settings()), Token);
        using var process = RealProcess.Start(Fixture.Folder.FullName, ["export", "--write", "written.txt"]);
        await Eventually.HoldsAsync(() => Fixture.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl) >= 5, "five links were asked for");

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
        var calls = Fixture.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl);
        var second = await RunAsync("--write", Fixture.Written);

        Assert.Equal((1, 0), (process.ExitCode, second.ExitCode));
        Assert.Contains("it was stopped", error, StringComparison.Ordinal);
        Assert.InRange(written, 4, 39);
        Assert.Equal(40 - written, Fixture.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl) - calls);
        Assert.Equal(1, Fixture.Host.Calls.TokensIssued);
        Assert.Equal(41, (await PathsAsync()).Count);
    }

    private static string Json(Dictionary<string, string?> settings)
    {
        // A JSON configuration takes flat keys too.
        return JsonSerializer.Serialize(settings.Where(setting => setting.Value is not null).ToDictionary());
    }
}
