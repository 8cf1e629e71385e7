using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Pan123Dav.Tests.Allocation;

/// <summary>A server without a network: runs the whole pipeline on the caller's thread, so that what a request allocates can be counted there.</summary>
internal sealed class InProcessServer : IServer
{
    private Func<IFeatureCollection, Task>? _process;

    public InProcessServer()
    {
        var addresses = new ServerAddressesFeature();
        addresses.Addresses.Add("http://127.0.0.1:1");
        Features.Set<IServerAddressesFeature>(addresses);
    }

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task ProcessAsync(IFeatureCollection request) => _process!(request);

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _process = request => ProcessAsync(application, request);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    private static async Task ProcessAsync<TContext>(IHttpApplication<TContext> application, IFeatureCollection request)
        where TContext : notnull
    {
        var context = application.CreateContext(request);
        await application.ProcessRequestAsync(context);
        application.DisposeContext(context, null);
    }
}
