using System.Globalization;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>The most memory that a gateway ever had under a load.</summary>
internal static class PeakRow
{
    public static async Task<Row> MeasureAsync(
        LoadRun run, string work, double goal, LoadRequest request, int connections, IReadOnlyDictionary<string, string>? settings = null)
    {
        var (peak, requests) = await LoadAsync(run, run.Gateway, request, connections, settings);
        var note = string.Create(CultureInfo.InvariantCulture, $"{requests:N0} requests on {connections} connections");
        if (run.Aot is not null)
        {
            var (native, _) = await LoadAsync(run, run.Aot, request, connections, settings);
            note += string.Create(CultureInfo.InvariantCulture, $"; Native AOT {native:0} MB");
        }

        return Row.Of(work, goal, peak, " MB", note, 0);
    }

    private static async Task<(double Peak, long Requests)> LoadAsync(
        LoadRun run, string program, LoadRequest request, int connections, IReadOnlyDictionary<string, string>? settings)
    {
        using var gateway = await run.StartGatewayAsync(run.Tree(TreeGenerator.Small), settings, program);
        var result = await run.Client.RunAsync(gateway, request, connections, 5 * run.Options.Duration);
        return (gateway.PeakMegabytes, result.Requests);
    }
}
