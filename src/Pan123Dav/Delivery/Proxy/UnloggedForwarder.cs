using Microsoft.Extensions.Logging.Abstractions;
using Yarp.ReverseProxy.Forwarder;

namespace Pan123Dav.Delivery.Proxy;

/// <summary>YARP's forwarder in a container of its own, without a logger: it would log the addresses it forwards to, which are signed links.</summary>
internal sealed class UnloggedForwarder : IDisposable
{
    // Made when something is proxied first, which in most gateways is never.
    private readonly Lazy<ServiceProvider> _services = new(static () => new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddHttpForwarder()
        .BuildServiceProvider());

    public IHttpForwarder Value => field ??= _services.Value.GetRequiredService<IHttpForwarder>();

    public void Dispose()
    {
        if (_services.IsValueCreated)
        {
            _services.Value.Dispose();
        }
    }
}
