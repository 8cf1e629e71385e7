using System.Diagnostics;
using System.Net.Sockets;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>For machines without wrk. It takes more of the machine, so fewer requests come together; the server's CPU a request is the same.</summary>
internal sealed class OwnClient : ILoadClient
{
    public string Name => "own client";

    public async Task<LoadResult> RunAsync(ServerProcess server, LoadRequest request, int connections, TimeSpan duration)
    {
        var bytes = request.ToBytes(server.Port);
        var watch = Stopwatch.StartNew();
        var runs = await Task.WhenAll(Enumerable.Range(0, connections)
            .Select(_ => Task.Run(() => RunOneAsync(server.Port, bytes, request.IsRefused, watch, duration))));
        var latencies = runs.SelectMany(run => run.Latencies).Order().ToArray();
        return new LoadResult(
            runs.Sum(run => run.Requests), runs.Sum(run => run.Errors),
            latencies.Length / watch.Elapsed.TotalSeconds, At(latencies, 0.99), At(latencies, 0.999));
    }

    private static TimeSpan At(long[] latencies, double share) =>
        latencies.Length == 0 ? default : Stopwatch.GetElapsedTime(0, latencies[(int)(share * (latencies.Length - 1))]);

    private static async Task<(long Requests, long Errors, List<long> Latencies)> RunOneAsync(
        int port, byte[] request, bool isRefused, Stopwatch watch, TimeSpan duration)
    {
        var (requests, errors, latencies) = (0L, 0L, new List<long>());
        while (watch.Elapsed < duration)
        {
            try
            {
                using var connection = new LoadConnection(port);
                while (watch.Elapsed < duration)
                {
                    var sent = Stopwatch.GetTimestamp();
                    await connection.SendAsync(request);
                    var status = await connection.ReadResponseAsync();
                    var good = isRefused ? status == 403 : status < 400;
                    latencies.Add(Stopwatch.GetTimestamp() - sent);
                    requests += good ? 1 : 0;
                    errors += good ? 0 : 1;
                }
            }
            catch (SocketException)
            {
                errors++;
            }
        }

        return (requests, errors, latencies);
    }
}
