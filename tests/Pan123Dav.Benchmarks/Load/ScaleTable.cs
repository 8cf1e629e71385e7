using System.Globalization;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>How cost grows with files and connections, for docs/scale.md.</summary>
internal static class ScaleTable
{
    public static async Task PrintAsync(LoadRun run, TextWriter output)
    {
        (string Name, LoadRequest Request)[] works =
        [
            ("GET -> 302", LoadRequest.Get(TreeGenerator.DeepFile)),
            ("PROPFIND Depth 0", LoadRequest.PropFind(TreeGenerator.DeepFile, 0)),
            ("PROPFIND Depth 1 of 100", LoadRequest.PropFind(TreeGenerator.Folder(100), 1)),
        ];
        await output.WriteLineAsync("| files | work | connections | a second | CPU µs a request | p99 ms | resident MB |\n|---|---|---|---|---|---|---|");
        foreach (var files in new[] { TreeGenerator.Small, 100_000, 1_000_000 })
        {
            using var gateway = await run.StartGatewayAsync(run.Tree(files));
            foreach (var (name, request) in works)
            {
                await run.Client.RunAsync(gateway, request, 16, run.Options.Duration);
                foreach (var connections in new[] { 1, 16, 64, 256 })
                {
                    var before = gateway.Cpu;
                    var result = await run.Client.RunAsync(gateway, request, connections, run.Options.Duration);
                    var cpu = (gateway.Cpu - before).TotalMicroseconds / Math.Max(1, result.Requests);
                    await output.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {files:N0} | {name} | {connections} | {result.PerSecond:N0} | {cpu:0.0} | {result.Latency99.TotalMilliseconds:0.0} "
                        + $"| {gateway.ResidentMegabytes:0} |"));
                }
            }
        }
    }
}
