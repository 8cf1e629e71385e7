using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Pan123Dav.Tests.Admin;

/// <summary>A collector that takes OTLP over HTTP and keeps the bodies: protobuf, in which texts stand as they are.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string? Type, byte[] Body)> _received = new();

    private OtlpCollector(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>What came to <c>/v1/metrics</c>, each body as text.</summary>
    public string Metrics => Get("/v1/metrics");

    /// <summary>What came to <c>/v1/traces</c>, each body as text.</summary>
    public string Traces => Get("/v1/traces");

    public string Everything => Metrics + Traces;

    public IReadOnlyList<string?> Types => [.. _received.Select(one => one.Type).Distinct()];

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new OtlpCollector(app);
        app.Run(collector.KeepAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private string Get(string path) => string.Concat(_received.Where(one => one.Path == path).Select(one => Encoding.UTF8.GetString(one.Body)));

    private async Task KeepAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _received.Enqueue((context.Request.Path, context.Request.ContentType, body.ToArray()));
    }
}
