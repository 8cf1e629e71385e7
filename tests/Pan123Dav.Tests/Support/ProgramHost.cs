using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Pan123Dav.Tests.Support;

/// <summary>The gateway as a program of its own, on a free port, with a test's settings in its environment.</summary>
internal sealed class ProgramHost : IAsyncDisposable
{
    /// <summary>Names the trait of the tests that are run against a program: they look at nothing but answers and the log, and leave the clock alone.</summary>
    public const string Trait = "Set";

    /// <summary>The trait's value.</summary>
    public const string Smoke = "smoke";

    private const string Listening = "Now listening on: ";

    // Linux takes 128 KiB; what is longer is handed over as a secret file.
    private const int MaxVariable = 16 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProgramHost(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The gateway ended.\n{Log}"));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The program that is to be tested in place of the one inside this process, such as a published one; null for none.</summary>
    public static string? Program => Environment.GetEnvironmentVariable("PAN123DAV_TEST_PROGRAM") is { Length: > 0 } program ? program : null;

    /// <summary>Where it listens first.</summary>
    public string Address => _address.Task.Result;

    /// <summary>All it has written.</summary>
    public string Log => string.Join('\n', _log);

    public static async Task<ProgramHost> StartAsync(string program, string folder, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var start = new ProcessStartInfo(program, ["serve"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        var secrets = Directory.CreateDirectory(Path.Combine(folder, "credentials")).FullName;
        start.Environment["CREDENTIALS_DIRECTORY"] = secrets;
        foreach (var (key, value) in settings.Where(setting => setting.Value is not null))
        {
            var name = key.Replace(":", "__", StringComparison.Ordinal);
            if (value!.Length < MaxVariable)
            {
                start.Environment[name] = value;
            }
            else
            {
                await File.WriteAllTextAsync(Path.Combine(secrets, name), value, TestContext.Current.CancellationToken);
            }
        }

        var host = new ProgramHost(Process.Start(start)!);
        try
        {
            await host._address.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
            return host;
        }
        catch
        {
            host._process.Kill();
            throw;
        }
    }

    /// <summary>Ends it as a service manager does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            _process.Kill();
        }
        else
        {
            using var kill = Process.Start("/bin/kill", ["-TERM", $"{_process.Id}"]);
        }

        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            Assert.True(OperatingSystem.IsWindows() || _process.ExitCode == 0, Log);
        }
        finally
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _log.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var found)
        {
            _address.TrySetResult(line[(found + Listening.Length)..]);
        }
    }
}
