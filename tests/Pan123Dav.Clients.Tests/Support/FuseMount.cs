using System.Diagnostics;

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>A folder under which a program shows the tree through FUSE, until it is disposed of.</summary>
internal sealed class FuseMount : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly string _folder;
    private readonly Process _process;

    private FuseMount(string folder, Process process)
    {
        _folder = folder;
        _process = process;
    }

    private bool IsMounted => File.ReadLines("/proc/mounts").Any(line => line.Split(' ')[1] == _folder);

    /// <summary>Skips where there is no FUSE to be had.</summary>
    public static void Require()
    {
        Tool.Require("fusermount3");
        try
        {
            using var device = File.Open("/dev/fuse", FileMode.Open, FileAccess.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tool.Missing($"FUSE cannot be used here: {e.Message}");
        }
    }

    /// <summary>Starts <paramref name="tool"/>, which stays or leaves a daemon behind, and waits until <paramref name="folder"/> is mounted.</summary>
    public static async Task<FuseMount> StartAsync(string folder, Tool tool)
    {
        var mount = new FuseMount(folder, tool.Start());
        try
        {
            await mount._process.StandardInput.WriteAsync(tool.Input);
            mount._process.StandardInput.Close();
            var started = Stopwatch.GetTimestamp();
            while (!mount.IsMounted)
            {
                Assert.False(mount._process.HasExited && mount._process.ExitCode != 0, await mount.DescribeAsync(tool));
                Assert.True(Stopwatch.GetElapsedTime(started) < Limit, $"{tool.Program} mounted nothing within {Limit.TotalSeconds} seconds.");
                await Task.Delay(20);
            }

            return mount;
        }
        catch
        {
            await mount.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (IsMounted)
            {
                // Lazily: a file that a failed test left open must not keep it. A program's own helper would wait for its daemon.
                (await new Tool("umount", ["-i", "-l", _folder]).RunAsync()).Succeeded();
            }
        }
        finally
        {
            _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }
    }

    private async Task<string> DescribeAsync(Tool tool) => _process.HasExited && _process.ExitCode != 0
        ? new ToolResult(tool, _process.ExitCode, [], await _process.StandardError.ReadToEndAsync()).Describe()
        : "";
}
