using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Benchmarks.Load;
using Pan123Dav.Gateway;
using Pan123Dav.Tests.Allocation;

namespace Pan123Dav.Benchmarks.Allocations;

/// <summary>
/// What a request allocates, by type: the whole pipeline in process, without Kestrel, which reuses its contexts. The sum is exact, its parts are sampled.
/// </summary>
internal static class AllocationProgram
{
    private const int Requests = 40_000;
    private const int Shown = 24;

    // The runtime hands its events over a moment later.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("pan123dav-allocations-");
        try
        {
            var tree = Path.Combine(folder.FullName, "tree.txt");
            TreeGenerator.Write(tree, TreeGenerator.Small, "first");
            using var server = new InProcessServer();
            await using var app = await StartAsync(server, tree, folder.FullName);
            await ReportAsync(server, "GET -> 302, eight folders deep", LoadRequest.Get(TreeGenerator.DeepFile));
            await ReportAsync(server, "HEAD", LoadRequest.Get(TreeGenerator.DeepFile) with { Method = "HEAD" });
            await ReportAsync(server, "PROPFIND Depth 0, seven properties", LoadRequest.PropFind(TreeGenerator.DeepFile, 0));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<WebApplication> StartAsync(InProcessServer server, string tree, string data)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
            LoadRun.Settings(tree, data).ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value));
        builder.AddGateway();
        builder.Services.AddSingleton<IServer>(server);
        var app = builder.Build();
        app.UseGateway();
        await app.StartAsync();
        return app;
    }

    private static async Task ReportAsync(InProcessServer server, string work, LoadRequest request)
    {
        await RunAsync(server, request, 2000);
        using var listener = new AllocationListener();
        var requests = Enumerable.Range(0, Requests).Select(_ => GetFeatures(request)).ToArray();
        listener.Start();
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var features in requests)
        {
            if (!server.ProcessAsync(features).IsCompletedSuccessfully)
            {
                throw new InvalidOperationException("The request did not run to its end at once, so its bytes cannot be counted.");
            }
        }

        var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Requests;
        await Task.Delay(Late);
        listener.Stop();
        Print(work, bytes, listener.Bytes);
    }

    private static async Task RunAsync(InProcessServer server, LoadRequest request, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await server.ProcessAsync(GetFeatures(request));
        }
    }

    private static void Print(string work, double bytes, IReadOnlyDictionary<string, long> sampled)
    {
        var sum = (double)sampled.Values.Sum();
        System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{work}: {bytes:0} bytes a request\n\n| type | bytes |\n|---|---|"));
        foreach (var (type, amount) in sampled.OrderByDescending(pair => pair.Value).Take(Shown))
        {
            System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{type}` | {bytes * amount / sum:0} |"));
        }
    }

    private static FeatureCollection GetFeatures(LoadRequest load)
    {
        var request = new HttpRequestFeature
        {
            Method = load.Method,
            Path = Uri.UnescapeDataString(load.Target),
            RawTarget = load.Target,
            Protocol = "HTTP/1.1",
            Scheme = "http"
        };
        request.Headers.Host = "127.0.0.1";
        request.Headers.Authorization = LoadRequest.Authorization;
        request.Headers["Depth"] = load.Depth;
        if (load.Body is { } body)
        {
            request.Headers.ContentLength = body.Length;
            request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        }

        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        return features;
    }
}
