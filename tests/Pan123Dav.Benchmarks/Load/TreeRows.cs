using System.Globalization;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>What a large tree costs beyond a small one.</summary>
internal static class TreeRows
{
    public static async IAsyncEnumerable<Row> MeasureAsync(LoadRun run)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"a tree of {run.Options.Files:N0} files");
        var (smallTree, largeTree) = (run.Tree(TreeGenerator.Small), run.Tree(run.Options.Files));
        var (smallStarts, largeStarts) = (new List<double>(), new List<double>());
        for (var round = 0; round < run.Options.Rounds; round++)
        {
            smallStarts.Add(await StartAsync(run, smallTree));
            largeStarts.Add(await StartAsync(run, largeTree));
        }

        using var small = await run.StartGatewayAsync(smallTree);
        using var large = await run.StartGatewayAsync(largeTree);
        var cost = await Comparison.RunAsync(run, large, LoadRequest.Get(TreeGenerator.DeepFile), small);
        var (smallResident, largeResident) = (small.ResidentMegabytes, large.ResidentMegabytes);
        var text = new FileInfo(largeTree).Length / 1e6;
        yield return Row.Of($"{size}: start to first answer, beyond the small tree", 1, Comparison.Median(largeStarts) - Comparison.Median(smallStarts), " s",
            $"{Comparison.Median(largeStarts):0.00} s against {Comparison.Median(smallStarts):0.00} s; a text of {text:0} MB");
        yield return Row.Of("the same: resident memory beyond the small tree", 140, largeResident - smallResident, " MB",
            $"{largeResident:0} MB against {smallResident:0} MB, after the loads of the next row", 0);
        yield return Row.Of("the same: GET cost against the small tree", 1.05, cost.Ratio, "", cost.Note);
    }

    private static async Task<double> StartAsync(LoadRun run, string tree)
    {
        using var gateway = await run.StartGatewayAsync(tree);
        return gateway.Started.TotalSeconds;
    }
}
