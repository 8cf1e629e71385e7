using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>
/// What it costs to spend one budget with other gateways, against a gateway that stands alone: a file that is paid for, and files that nobody has paid
/// for.
/// </summary>
internal static class SharedRows
{
    private const string Program = "redis-server";
    private const string Paid = "range request of a paid file, with Redis against without";
    private const string New = "a new link, with Redis against without";
    private const int Connections = 4;
    private const int Files = 10_000;
    private const int WarmUp = 1000;

    public static async IAsyncEnumerable<Row> MeasureAsync(LoadRun run)
    {
        var port = FreePort();
        using var redis = TryStart(port);
        if (redis is null)
        {
            yield return Row.NotRun(Paid, "≤ 1.1", $"{Program} is not installed");
            yield return Row.NotRun(New, "≤ 2.5", $"{Program} is not installed");
            yield break;
        }

        try
        {
            using var alone = await run.StartGatewayAsync(run.Tree(TreeGenerator.Small));
            using var shared = await run.StartGatewayAsync(
                run.Tree(TreeGenerator.Small),
                new Dictionary<string, string> { ["Pan123Dav__Shared__Redis"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}") });
            var paid = await Comparison.RunAsync(run, shared, LoadRequest.Get(TreeGenerator.DeepFile), alone);
            yield return Row.Of(Paid, 1.1, paid.Ratio, "", paid.Note);

            // The first files are the compiler's.
            await SpendAsync(shared, 0, WarmUp);
            await SpendAsync(alone, 0, WarmUp);
            var (ours, theirs) = (0d, 0d);
            var size = (Files - WarmUp) / run.Options.Rounds;
            for (var round = 0; round < run.Options.Rounds; round++)
            {
                // Their sum: a round is few of the system's units of CPU time.
                ours += await SpendAsync(shared, WarmUp + (round * size), size);
                theirs += await SpendAsync(alone, WarmUp + (round * size), size);
            }

            var link = new Comparison(ours / theirs, ours / run.Options.Rounds, theirs / run.Options.Rounds);
            yield return Row.Of(New, 2.5, link.Ratio, "", $"{link.Note}, {Connections} connections");
        }
        finally
        {
            redis.Kill();
            await redis.WaitForExitAsync();
        }
    }

    private static async Task<double> SpendAsync(ServerProcess server, int firstFile, int count)
    {
        var before = server.Cpu;
        var next = firstFile - 1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            using var connection = new LoadConnection(server.Port);
            for (int file; (file = Interlocked.Increment(ref next)) < firstFile + count;)
            {
                await connection.SendAsync(LoadRequest.Get(TreeGenerator.Listed(file)).ToBytes(server.Port));
                if (await connection.ReadResponseAsync() is var status and not 302)
                {
                    throw new InvalidOperationException($"File {file} is answered {status}.");
                }
            }
        })));
        return (server.Cpu - before).TotalMicroseconds / count;
    }

    private static Process? TryStart(int port)
    {
        try
        {
            var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true };
            string[] arguments = ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
            foreach (var argument in arguments)
            {
                start.ArgumentList.Add(argument);
            }

            var process = Process.Start(start)!;
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return process;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
