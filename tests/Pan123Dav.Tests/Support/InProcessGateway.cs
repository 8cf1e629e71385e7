using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Gateway;
using Pan123Dav.Logging;

namespace Pan123Dav.Tests.Support;

/// <summary>
/// The whole gateway without a network: requests of any address, and header values that no HTTP client would send, a million of them if need be.
/// </summary>
internal sealed class InProcessGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CapturingServer _server;
    private readonly MemoryStream _log;
    private readonly DirectoryInfo _data;

    private InProcessGateway(WebApplication app, CapturingServer server, FakeTimeProvider time, MemoryStream log, DirectoryInfo data)
    {
        _app = app;
        _server = server;
        _log = log;
        _data = data;
        Time = time;
    }

    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>All that was logged; complete once the host is disposed of.</summary>
    public string LogText => System.Text.Encoding.UTF8.GetString(_log.ToArray());

    public static async Task<InProcessGateway> StartAsync(IDictionary<string, string?> settings, IPasswordHasher<string> hasher)
    {
        var data = Directory.CreateTempSubdirectory("pan123dav-test-");
        settings.TryAdd("Pan123Dav:DataDirectory", data.FullName);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddGateway();
        var server = new CapturingServer();
        var log = new MemoryStream();
        builder.Services.Replace(ServiceDescriptor.Singleton<IServer>(server));
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
        builder.Services.Replace(ServiceDescriptor.Singleton(hasher));
        builder.Services.AddSingleton(new LogOutput(log));
        var app = builder.Build();
        app.UseGateway();
        await app.StartAsync();
        return new InProcessGateway(app, server, time, log, data);
    }

    /// <summary>Sends a request and gives back the answer's status and headers; its body is thrown away.</summary>
    public async Task<IHttpResponseFeature> SendAsync(string method, string target, IPAddress? address, string? authorization)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? mark : target.Length;
        var request = new HttpRequestFeature
        {
            Method = method,
            Path = target[..query],
            QueryString = target[query..],
            RawTarget = target,
            Scheme = "http",
            Protocol = "HTTP/1.1",
        };
        request.Headers["Depth"] = "0";
        if (authorization is not null)
        {
            request.Headers.Authorization = authorization;
        }

        var features = new FeatureCollection();
        var response = new HttpResponseFeature();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature { RemoteIpAddress = address });
        await _server.Process(features);
        return response;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private sealed class CapturingServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Func<IFeatureCollection, Task> Process { get; private set; } = _ => throw new InvalidOperationException("Not started.");

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull
        {
            Process = async features =>
            {
                var context = application.CreateContext(features);
                try
                {
                    await application.ProcessRequestAsync(context);
                }
                finally
                {
                    application.DisposeContext(context, null);
                }
            };
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
