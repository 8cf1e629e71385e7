using System.Diagnostics;

namespace Pan123Dav.Tests.Commands;

/// <summary>What a terminal of 80 columns is sent, by <c>script</c> of util-linux.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string Script = "/usr/bin/script";

    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Probe_Failures_ComeBehindTheBarAndNeverIntoIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Script), $"There is no {Script} here.");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "appsettings.json"),
            """
            {
              "Pan123Dav": {
                "Mounts": [{ "Type": "UrlTree", "OriginUrlsFile": "tree.txt" }],
                "Probe": { "RequestsPerSecond": 100 }, "Users": [{ "Name": "u", "Password": "p" }]
              }
            }
            """,
            TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            Path.Combine(_folder, "tree.txt"), Enumerable.Range(1, 25).Select(i => $"http://127.0.0.1:9/{i}.mkv"), TestContext.Current.CancellationToken);

        var shown = await RunAsync("probe");

        var bar = shown.LastIndexOf('━');
        Assert.True(bar > 0, shown);
        Assert.True(bar < shown.IndexOf("unknown-size", StringComparison.Ordinal), shown);
        Assert.Contains("25 failed", shown, StringComparison.Ordinal);
        Assert.Equal(20, shown.Split("unknown-size").Length - 1);
        Assert.Contains("and 5 more", shown, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "pan123dav");
        var start = new ProcessStartInfo(Script, ["-qec", $"stty cols 80 rows 24; '{program}' {arguments}", "/dev/null"])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(RealProcess.Deadline);
        try
        {
            return await process.StandardOutput.ReadToEndAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
