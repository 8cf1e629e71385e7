using System.Diagnostics;
using System.Globalization;
using Pan123Dav.Benchmarks.Bare;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>PROPFIND with seven named properties, and the page.</summary>
internal static class ListingRows
{
    private const int Large = 10_000;

    public static async IAsyncEnumerable<Row> MeasureAsync(LoadRun run)
    {
        using var gateway = await run.StartGatewayAsync(run.Tree(TreeGenerator.Small));
        yield return await CompareAsync(run, gateway, "PROPFIND Depth 0", 1.2, LoadRequest.PropFind(TreeGenerator.DeepFile, 0));
        foreach (var (members, goal) in new[] { (100, 1.6), (1000, 2.2), (Large, 1.8) })
        {
            var work = string.Create(CultureInfo.InvariantCulture, $"PROPFIND Depth 1, {members:N0} members");
            yield return await CompareAsync(run, gateway, work, goal, LoadRequest.PropFind(TreeGenerator.Folder(members), 1));
        }

        yield return await CompareAsync(run, gateway, "page of 10,000 rows", 3, LoadRequest.Get(TreeGenerator.Folder(Large)) with { Accept = "text/html" });

        var first = Comparison.Median(await FirstBytesAsync(gateway.Port, LoadRequest.PropFind(TreeGenerator.Folder(Large), 1), run.Options.Rounds * 10));
        yield return Row.Of("first byte of the 10,000-member listing, one client", 2, first, " ms", $"median of {run.Options.Rounds * 10}");
        yield return await PeakRow.MeasureAsync(
            run, "peak memory with four clients on that listing", 95, LoadRequest.PropFind(TreeGenerator.Folder(Large), 1), connections: 4);
    }

    private static async Task<Row> CompareAsync(LoadRun run, ServerProcess gateway, string work, double goal, LoadRequest request)
    {
        var body = await run.FetchAsync(gateway, request);
        using var bare = await run.StartBareAsync(BareProgram.Listing, body);
        var comparison = await Comparison.RunAsync(run, gateway, request, bare);
        return Row.Of(work, goal, comparison.Ratio, "", $"{comparison.Note}; {new FileInfo(body).Length:N0} bytes");
    }

    private static async Task<List<double>> FirstBytesAsync(int port, LoadRequest request, int count)
    {
        var times = new List<double>(count);
        var bytes = request.ToBytes(port);
        using var connection = new LoadConnection(port);
        for (var i = 0; i < count; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            await connection.SendAsync(bytes);
            connection.WaitForFirstByte();
            await connection.ReadResponseAsync();
            times.Add(Stopwatch.GetElapsedTime(sent, connection.FirstByte).TotalMilliseconds);
        }

        return times;
    }
}
