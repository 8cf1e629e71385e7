namespace Pan123Dav.Benchmarks.Load;

/// <summary>Changes the large tree while it is read.</summary>
internal static class ReloadRow
{
    private const int Connections = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async IAsyncEnumerable<Row> MeasureAsync(LoadRun run)
    {
        var tree = run.Tree(run.Options.Files) + ".changing";
        File.Copy(run.Tree(run.Options.Files), tree, overwrite: true);
        using var gateway = await run.StartGatewayAsync(tree);
        var request = LoadRequest.Get(TreeGenerator.DeepFile);
        await run.Client.RunAsync(gateway, request, Connections, run.Options.Duration);

        var duration = TimeSpan.FromSeconds(10);
        var calm = await run.Client.RunAsync(gateway, request, Connections, duration);
        TreeGenerator.Write(tree + ".new", run.Options.Files, "second");
        var load = run.Client.RunAsync(gateway, request, Connections, duration);
        File.Move(tree + ".new", tree, overwrite: true);
        var loaded = await run.Client.RunAsync(gateway, request, 1, TimeSpan.FromSeconds(1));
        var reloaded = await WaitForAsync(gateway, "/dav/second/");
        var result = await load;
        var errors = result.Errors + loaded.Errors;
        var good = reloaded && errors == 0 && result.Latency999 <= TimeSpan.FromMilliseconds(50);
        yield return new Row("reload of that tree under load", "no failed request, p99.9 ≤ 50 ms",
            $"{errors} failed, p99.9 {result.Latency999.TotalMilliseconds:0.0} ms",
            good ? "met" : "missed",
            $"{Connections} connections, {result.Requests:N0} requests in {duration.TotalSeconds:0} s; without a "
            + $"reload p99.9 {calm.Latency999.TotalMilliseconds:0.0} ms{(reloaded ? "" : "; the new tree never came")}");
    }

    private static async Task<bool> WaitForAsync(ServerProcess gateway, string target)
    {
        var request = LoadRequest.PropFind(target, 0).ToBytes(gateway.Port);
        for (var until = TimeProvider.System.GetUtcNow() + Patience; TimeProvider.System.GetUtcNow() < until; await Task.Delay(50))
        {
            using var connection = new LoadConnection(gateway.Port);
            await connection.SendAsync(request);
            if (await connection.ReadResponseAsync() < 400)
            {
                return true;
            }
        }

        return false;
    }
}
