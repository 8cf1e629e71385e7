namespace Pan123Dav.Benchmarks.Load;

/// <summary>Cold starts, and what an idle gateway holds.</summary>
internal static class StartRows
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    public static async IAsyncEnumerable<Row> MeasureAsync(LoadRun run)
    {
        yield return await StartAsync(run, "cold start to first answer, published normally", 0.3, run.Gateway);
        if (run.Aot is null)
        {
            yield return Row.NotRun("cold start to first answer, Native AOT", "≤ 0.08 s", "left out");
            yield return Row.NotRun("idle resident memory, Native AOT", "≤ 40 MB", "left out");
            yield break;
        }

        yield return await StartAsync(run, "cold start to first answer, Native AOT", 0.08, run.Aot);
        var (usual, native) = (await IdleAsync(run, run.Gateway), await IdleAsync(run, run.Aot));
        yield return Row.Of("idle resident memory, Native AOT", 40, native, " MB", $"published normally {usual:0} MB", 0);
    }

    private static async Task<Row> StartAsync(LoadRun run, string work, double goal, string program)
    {
        var (starts, signedIn) = (new List<double>(), new List<double>());
        var tree = run.Tree(TreeGenerator.Small) + ".start";
        await File.WriteAllTextAsync(tree, "film.mkv:1000:1694101621:https://vip.example.com/13/film.mkv\n");
        for (var i = 0; i < (2 * run.Options.Rounds) + 1; i++)
        {
            using var gateway = await run.StartGatewayAsync(tree, program: program, first: new LoadRequest("OPTIONS", "/", null, null));
            starts.Add(gateway.Started.TotalSeconds);
            using var again = await run.StartGatewayAsync(tree, program: program, first: LoadRequest.Get("/dav/film.mkv"));
            signedIn.Add(again.Started.TotalSeconds);
        }

        return Row.Of(work, goal, Comparison.Median(starts), " s",
            $"{Comparison.Median(signedIn):0.00} s to the first 302, which hashes the configured password and the given one");
    }

    private static async Task<double> IdleAsync(LoadRun run, string program)
    {
        using var gateway = await run.StartGatewayAsync(run.Tree(TreeGenerator.Small) + ".start", program: program, first: LoadRequest.Get("/dav/film.mkv"));
        await Task.Delay(Settled);
        return gateway.ResidentMegabytes;
    }
}
