using System.Diagnostics;

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>One run of a program, with a time limit after which it is ended with its children.</summary>
internal sealed record Tool(string Program, IReadOnlyList<string> Arguments)
{
    private const string RequireAll = "PAN123DAV_REQUIRE_CLIENTS";

    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    public string? Input { get; init; }

    public string? Folder { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the program is, or null. Debian keeps some in the administrators' folders, which an ordinary user's PATH leaves out.</summary>
    public static string? Find(string program) =>
        $"{System.Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}/usr/sbin{Path.PathSeparator}/sbin".Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
            .FirstOrDefault(File.Exists);

    /// <summary>Skips the test, or fails it where every program must be there, unless all of <paramref name="programs"/> are installed.</summary>
    public static void Require(params string[] programs)
    {
        foreach (var program in programs)
        {
            if (Find(program) is null)
            {
                Missing($"{program} is not installed");
            }
        }
    }

    /// <summary>Skips the test, or fails it where every program must be there, with <paramref name="reason"/>.</summary>
    public static void Missing(string reason)
    {
        Assert.False(System.Environment.GetEnvironmentVariable(RequireAll) == "1", reason);
        Assert.Skip(reason);
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<ToolResult> RunAsync()
    {
        using var process = Start();
        using var limit = new CancellationTokenSource(Limit);
        using var output = new MemoryStream();
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var copied = process.StandardOutput.BaseStream.CopyToAsync(output, limit.Token);
            await FeedAsync(process, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            await copied;
            return new ToolResult(this, process.ExitCode, output.ToArray(), await error);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Program} did not end within {Limit.TotalSeconds} seconds.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Starts it and leaves it to the caller to end it.</summary>
    public Process Start()
    {
        var start = new ProcessStartInfo(Find(Program) ?? Program, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private async Task FeedAsync(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.WriteAsync(Input.AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code tells.
        }
    }
}
