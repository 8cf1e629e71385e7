using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>Drives <c>wrk</c> with a script that ends with one line for a program to read.</summary>
internal sealed class WrkClient(string folder) : ILoadClient
{
    public string Name => "wrk";

    public static bool IsThere =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    public async Task<LoadResult> RunAsync(ServerProcess server, LoadRequest request, int connections, TimeSpan duration)
    {
        var script = Path.Combine(folder, "wrk.lua");
        await File.WriteAllTextAsync(script, Script(request));
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        var seconds = Math.Max(1, (int)duration.TotalSeconds);
        foreach (var argument in new[] { "-t1", $"-c{connections}", $"-d{seconds}s", "--timeout",
            "30s", "-s", script, new Uri(server.Address, request.Target).AbsoluteUri })
        {
            start.ArgumentList.Add(argument);
        }

        using var wrk = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start.");
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var line = output.Split('\n').FirstOrDefault(text => text.StartsWith("result ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk said something else: {output}");
        var values = line.Split(' ')[1..].Select(value => double.Parse(value, CultureInfo.InvariantCulture)).ToArray();
        return new LoadResult(
            (long)values[0], (long)values[1], values[0] / (values[2] / 1e6), TimeSpan.FromMicroseconds(values[3]), TimeSpan.FromMicroseconds(values[4]));
    }

    private static string Script(LoadRequest request)
    {
        var script = new StringBuilder();
        script.Append(CultureInfo.InvariantCulture, $"wrk.method = '{request.Method}'\n");
        if (!request.IsAnonymous)
        {
            script.Append(CultureInfo.InvariantCulture, $"wrk.headers['Authorization'] = '{LoadRequest.Authorization}'\n");
        }

        if (request.Depth is not null)
        {
            script.Append(CultureInfo.InvariantCulture, $"wrk.headers['Depth'] = '{request.Depth}'\n");
        }

        if (request.Accept is not null)
        {
            script.Append(CultureInfo.InvariantCulture, $"wrk.headers['Accept'] = '{request.Accept}'\n");
        }

        if (request.Body is not null)
        {
            script.Append(CultureInfo.InvariantCulture, $"wrk.body = '{request.Body}'\n");
        }

        // wrk calls every status from 400 on an error.
        script.Append(request.IsRefused ? "refused = true\n" : "refused = false\n");
        return script.Append("""
            function done(summary, latency)
              local e = summary.errors
              local good = refused and e.status or summary.requests - e.status
              local errors = e.connect + e.read + e.write + e.timeout + summary.requests - good
              io.write(string.format("result %d %d %d %d %d\n",
                good, errors, summary.duration, latency:percentile(99), latency:percentile(99.9)))
            end
            """).ToString();
    }
}
