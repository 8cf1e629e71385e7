namespace Pan123Dav.Benchmarks.Load;

/// <summary>Server CPU a request of two servers under the same load, turn about, so that what else the machine does meets both.</summary>
/// <param name="Ratio">Ours over the other's: the medians of the rounds.</param>
/// <param name="Ours">Microseconds a request.</param>
/// <param name="Theirs">Microseconds a request.</param>
internal sealed record Comparison(double Ratio, double Ours, double Theirs)
{
    private const int Connections = 16;

    // In CPU time, because a busy machine gives a server little of a second. The first seconds are the compiler's.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Note => $"{Ours:0.0} µs against {Theirs:0.0} µs";

    public static async Task<Comparison> RunAsync(
        LoadRun run, ServerProcess ours, LoadRequest request, ServerProcess theirs, LoadRequest? theirRequest = null, int connections = Connections)
    {
        var (first, second) = (new List<double>(), new List<double>());

        await MicrosecondsAsync(run, ours, request, connections, WarmUp);
        await MicrosecondsAsync(run, theirs, theirRequest ?? request, connections, WarmUp);

        for (var round = 0; round < run.Options.Rounds; round++)
        {
            first.Add(await MicrosecondsAsync(run, ours, request, connections));
            second.Add(await MicrosecondsAsync(run, theirs, theirRequest ?? request, connections));
        }

        return new Comparison(Median(first) / Median(second), Median(first), Median(second));
    }

    /// <param name="run">How.</param>
    /// <param name="server">Whom.</param>
    /// <param name="request">With what.</param>
    /// <param name="connections">On how many at a time.</param>
    /// <param name="least">CPU time that the server must have had for the figure to stand; a third of a round's by default.</param>
    public static async Task<double> MicrosecondsAsync(LoadRun run, ServerProcess server, LoadRequest request, int connections, TimeSpan? least = null)
    {
        var (before, requests) = (server.Cpu, 0L);
        var until = TimeProvider.System.GetUtcNow() + Patience;
        do
        {
            var result = await run.Client.RunAsync(server, request, connections, run.Options.Duration);
            requests += result.Requests;
            if (result.Errors > 0 || (requests == 0 && TimeProvider.System.GetUtcNow() > until))
            {
                throw new InvalidOperationException($"{request.Method} {request.Target}: {requests} good answers, {result.Errors} errors.");
            }
        }
        while (TimeProvider.System.GetUtcNow() < until && (requests == 0 || server.Cpu - before < (least ?? run.Options.Duration / 3)));

        return (server.Cpu - before).TotalMicroseconds / requests;
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
