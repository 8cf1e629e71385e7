using System.Diagnostics;

namespace Pan123Dav.Tests.Commands;

/// <summary>The built program in a process of its own, in an empty folder and without the settings of this one.</summary>
internal static class RealProcess
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static Task<CommandRun> RunAsync(string folder, string? input, params string[] arguments) => RunAsync(Start(folder, arguments), input);

    /// <summary>The same with a variable of the environment.</summary>
    public static Task<CommandRun> RunAsync(string folder, (string Name, string Value) variable, params string[] arguments) =>
        RunAsync(Start(folder, arguments, variable), null);

    private static async Task<CommandRun> RunAsync(Process started, string? input)
    {
        using var process = started;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new CommandRun(process.ExitCode, await output, await error);
    }

    public static Process Start(string folder, string[] arguments, (string Name, string Value)? variable = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "pan123dav.exe" : "pan123dav");
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("Pan123Dav", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOTNET_ENV", StringComparison.OrdinalIgnoreCase))
            .ToList())
        {
            start.Environment.Remove(name);
        }

        if (variable is var (added, value))
        {
            start.Environment[added] = value;
        }

        return Process.Start(start)!;
    }
}
