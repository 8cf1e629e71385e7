namespace Pan123Dav.Benchmarks.Load;

/// <summary>Server CPU a request of two servers under the same load, turn about, so that what else the machine does meets both.</summary>
/// <param name="Ratio">Ours over the other's: the medians of the rounds.</param>
/// <param name="Ours">Microseconds a request.</param>
/// <param name="Theirs">Microseconds a request.</param>
internal sealed record Comparison(double Ratio, double Ours, double Theirs)
{
    private const int Connections = 16;

    public string Note => $"{Ours:0.0} µs against {Theirs:0.0} µs";

    public static async Task<Comparison> RunAsync(
        LoadRun run, ServerProcess ours, LoadRequest request, ServerProcess theirs, LoadRequest? theirRequest = null, int connections = Connections)
    {
        var (first, second) = (new List<double>(), new List<double>());

        // The first seconds are the compiler's.
        for (var i = 0; i < 2; i++)
        {
            await MicrosecondsAsync(run, ours, request, connections);
            await MicrosecondsAsync(run, theirs, theirRequest ?? request, connections);
        }

        for (var round = 0; round < run.Options.Rounds; round++)
        {
            first.Add(await MicrosecondsAsync(run, ours, request, connections));
            second.Add(await MicrosecondsAsync(run, theirs, theirRequest ?? request, connections));
        }

        return new Comparison(Median(first) / Median(second), Median(first), Median(second));
    }

    public static async Task<double> MicrosecondsAsync(LoadRun run, ServerProcess server, LoadRequest request, int connections)
    {
        var before = server.Cpu;
        var result = await run.Client.RunAsync(server, request, connections, run.Options.Duration);
        if (result.Errors > 0 || result.Requests == 0)
        {
            throw new InvalidOperationException($"{request.Method} {request.Target}: {result.Requests} good answers, {result.Errors} errors.");
        }

        return (server.Cpu - before).TotalMicroseconds / result.Requests;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
