using Pan123Dav.Benchmarks.Bare;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>GET of a file eight folders deep.</summary>
internal static class RedirectRows
{
    private static readonly Dictionary<string, string> Logged = new()
    {
        ["Logging__LogLevel__Default"] = "Information",
        ["Logging__LogLevel__Microsoft"] = "Warning",
    };

    public static async IAsyncEnumerable<Row> MeasureAsync(LoadRun run)
    {
        var request = LoadRequest.Get(TreeGenerator.DeepFile);
        using var bare = await run.StartBareAsync(BareProgram.Redirect);
        using var kestrel = await run.StartBareAsync(BareProgram.Kestrel);
        using var gateway = await run.StartGatewayAsync(run.Tree(TreeGenerator.Small));
        using var logged = await run.StartGatewayAsync(run.Tree(TreeGenerator.Small), Logged);

        var empty = await Comparison.RunAsync(run, kestrel, request, bare);
        var quiet = await Comparison.RunAsync(run, gateway, request, bare);
        yield return Row.Of("GET -> 302, eight folders deep", 1.15, quiet.Ratio, "", $"{quiet.Note}; Kestrel alone {empty.Ours:0.0} µs");

        var loud = await Comparison.RunAsync(run, logged, request, bare);
        yield return Row.Of("the same, logged to a pipe", 1.4, loud.Ratio, "", loud.Note);
        yield return await PeakRow.MeasureAsync(run, "peak memory with 16 clients of logged GETs", 110, request, connections: 16, Logged);
    }
}
