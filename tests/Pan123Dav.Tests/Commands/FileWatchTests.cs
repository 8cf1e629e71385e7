using System.Diagnostics;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands;

/// <summary>The program where no file watch can be had: in a user namespace of its own with nothing of inotify to give, which touches nobody else.</summary>
public sealed class FileWatchTests : IDisposable
{
    private const string Instances = "max_inotify_instances";
    private const string Watches = "max_inotify_watches";

    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;

    public FileWatchTests()
    {
        Write("user-one");
        File.WriteAllText(Path.Combine(_folder, "tree.txt"), "https://h/a.txt\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0, "check")]
    [InlineData(0, "usage")]
    [InlineData(0, "sign", "http://h/a.txt")]
    [InlineData(78, "token", "--user", "user-one")]
    public async Task Command_NoWatchToBeHad_NeedsNone(int code, params string[] arguments)
    {
        SkipUnlessPossible();

        var run = await RunAsync(arguments);

        Assert.Equal(code, run.ExitCode);
        Assert.DoesNotContain("inotify", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NoWatchToBeHad_Runs()
    {
        SkipUnlessPossible();

        var run = await RunAsync("doctor", "--json", "--url", "http://127.0.0.1:1");

        Assert.InRange(run.ExitCode, 0, 1);
        Assert.StartsWith("{", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Instances)]
    [InlineData(Watches)]
    public async Task Serve_NoWatchToBeHad_WarnsOnceAndPolls(string limit)
    {
        SkipUnlessPossible();
        using var process = Start(limit, "serve", "--urls", "http://127.0.0.1:0");
        var log = new System.Collections.Concurrent.ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => log.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        try
        {
            await Eventually.HoldsAsync(() => log.Any(line => line.Contains("Now listening", StringComparison.Ordinal)), "a gateway that listens");
            await Eventually.HoldsAsync(() => log.Any(line => line.Contains("inotify", StringComparison.Ordinal)), "the warning");

            Write("user-two");
            await Eventually.HoldsAsync(() => log.Any(line => line.Contains("was reloaded", StringComparison.Ordinal)), "the reload of the settings");
            Assert.Single(log, line => line.Contains("inotify", StringComparison.Ordinal));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Demo_NoWatchToBeHadAndABrokenFileBesideIt_Starts()
    {
        SkipUnlessPossible();
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), "{", TestContext.Current.CancellationToken);
        using var process = Start(Instances, "demo", "--port", "0", "--origin-port", "0");
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(RealProcess.Deadline);
            string? line;
            do
            {
                line = await process.StandardOutput.ReadLineAsync(deadline.Token);
            }
            while (line is not null && !line.Contains("Ctrl+C stops it", StringComparison.Ordinal));

            Assert.NotNull(line);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static void SkipUnlessPossible()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has inotify.");
        using var trial = Process.Start(
            new ProcessStartInfo("unshare", ["--user", "--map-root-user", "sh", "-c", None(Instances)]) { RedirectStandardError = true });
        trial!.WaitForExit();
        Assert.SkipUnless(trial.ExitCode == 0, "No user namespace can be made here.");
    }

    private async Task<CommandRun> RunAsync(params string[] arguments)
    {
        using var process = Start(Instances, arguments);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(RealProcess.Deadline);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
        await process.WaitForExitAsync(deadline.Token);
        return new CommandRun(process.ExitCode, await output, await error);
    }

    private static string None(string limit) => $"echo 0 > /proc/sys/user/{limit}";

    private Process Start(string limit, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "pan123dav");
        var start = new ProcessStartInfo("unshare", ["--user", "--map-root-user", "sh", "-c", $"{None(limit)}; exec \"$@\"", "sh", program, .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("DOTNET_USE_POLLING_FILE_WATCHER");
        return Process.Start(start)!;
    }

    private void Write(string user) => File.WriteAllText(Path.Combine(_folder, "appsettings.json"), $$"""
        {
          "Logging": { "LogLevel": { "Default": "Information" } },
          "Pan123Dav": {
            "Mounts": [{ "OriginUrlsFile": "tree.txt", "PrivateKey": "k3y-of-the-owner", "Uid": 13 }],
            "Users": [{ "Name": "{{user}}", "Password": "w0rd-of-the-user" }]
          }
        }
        """);
}
