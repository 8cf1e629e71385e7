using Pan123Dav.Benchmarks.Bare;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>GET of a file eight folders deep.</summary>
internal static class RedirectRows
{
    public static async IAsyncEnumerable<Row> MeasureAsync(LoadRun run)
    {
        var request = LoadRequest.Get(TreeGenerator.DeepFile);
        using var bare = await run.StartBareAsync(BareProgram.Redirect);
        using var kestrel = await run.StartBareAsync(BareProgram.Kestrel);
        using var gateway = await run.StartGatewayAsync(run.Tree(TreeGenerator.Small));
        using var logged = await run.StartGatewayAsync(
            run.Tree(TreeGenerator.Small),
            new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Information", ["Logging__LogLevel__Microsoft"] = "Warning" });

        var empty = await Comparison.RunAsync(run, kestrel, request, bare);
        var quiet = await Comparison.RunAsync(run, gateway, request, bare);
        yield return Row.Of("GET -> 302, eight folders deep", 1.15, quiet.Ratio, "", $"{quiet.Note}; Kestrel alone {empty.Ours:0.0} µs");

        var loud = await Comparison.RunAsync(run, logged, request, bare);
        yield return Row.Of("the same, logged to a pipe", 1.4, loud.Ratio, "", loud.Note);
        yield return Row.Of("peak memory with 16 connections of these", 110, logged.PeakMegabytes, " MB",
            $"{run.Options.Rounds + 1} rounds or more; not logged {gateway.PeakMegabytes:0} MB", 0);
    }
}
