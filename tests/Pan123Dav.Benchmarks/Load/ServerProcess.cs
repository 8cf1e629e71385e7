using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>A server of its own process, and what it has cost so far.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServerProcess(Process process, int port, TimeSpan started)
    {
        _process = process;
        Port = port;
        Started = started;
    }

    public int Port { get; }

    /// <summary>From the start of the process to its first answer, whatever that was.</summary>
    public TimeSpan Started { get; }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));

    /// <summary>User and system time since the start.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>The most that was ever resident (VmHWM on Linux).</summary>
    public double PeakMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1e6;
        }
    }

    /// <summary>Starts a program and waits for its first answer.</summary>
    /// <param name="file">The executable.</param>
    /// <param name="arguments">Its arguments, made for the port it is to listen on.</param>
    /// <param name="folder">Its working directory.</param>
    /// <param name="environment">What it finds in its environment beside ours.</param>
    /// <param name="answered">What to ask for first; null for a GET of the root, of which any answer will do.</param>
    public static async Task<ServerProcess> StartAsync(
        string file, Func<int, IEnumerable<string>> arguments, string folder,
        IReadOnlyDictionary<string, string>? environment = null, LoadRequest? answered = null)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(file) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments(port))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");

        // Its log goes down a pipe that somebody reads, as it would in a container.
        var errors = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        var first = (answered ?? new LoadRequest("GET", "/", null, null)).ToBytes(port);
        while (!await TryAskAsync(port, first))
        {
            if (process.HasExited || watch.Elapsed > Patience)
            {
                process.Kill();
                throw new InvalidOperationException($"{file} does not answer. {await errors}");
            }

            await Task.Delay(1);
        }

        return new ServerProcess(process, port, watch.Elapsed);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> TryAskAsync(int port, byte[] request)
    {
        try
        {
            using var connection = new LoadConnection(port);
            await connection.SendAsync(request);
            await connection.ReadResponseAsync();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
