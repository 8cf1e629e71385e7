using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>Debian's <c>redis-server</c> on a free port of loopback, keeping nothing on disk; ended at the latest when it is disposed of.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Program = "redis-server";

    private Process _process = null!;

    private RedisServer(int port) => Port = port;

    public int Port { get; }

    /// <summary>Where it is, as <c>Shared:Redis</c> says it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Starts one; skips the test, or fails it, where it is not installed.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        Tool.Require(Program, "redis-cli");
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var server = new RedisServer(port);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it anew, empty, on its port.</summary>
    public async Task StartAgainAsync()
    {
        var port = Port.ToString(CultureInfo.InvariantCulture);
        string[] arguments = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath()];
        _process = new Tool(Program, arguments).Start();
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        await Eventually.HoldsAsync(async () => (await AskAsync("PING")).Trim() == "PONG", "redis-server answers");
    }

    /// <summary>What <c>redis-cli</c> prints.</summary>
    public async Task<string> AskAsync(params string[] command)
    {
        var port = Port.ToString(CultureInfo.InvariantCulture);
        var result = await new Tool("redis-cli", ["-h", "127.0.0.1", "-p", port, .. command]) { Limit = TimeSpan.FromSeconds(20) }.RunAsync();
        return result.Text;
    }

    /// <summary>Ends it at once, as SIGKILL does.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>It keeps its connections and answers no more, as SIGSTOP does.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>It goes on.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal) => await new Tool("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]).RunAsync();
}
