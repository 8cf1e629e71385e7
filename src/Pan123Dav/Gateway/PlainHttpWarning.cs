using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Pan123Dav.Gateway;

/// <summary>
/// Warns at start when passwords would cross a network readable: plain HTTP on an address that others
/// reach, and no reverse proxy named that could do TLS in front.
/// </summary>
internal sealed class PlainHttpWarning(IServer server, GatewaySnapshotProvider state, ILogger<PlainHttpWarning> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (state.Value.Options.ForwardedHeaders.KnownProxies.Count == 0 && addresses.FirstOrDefault(IsPlainForOthers) is { } address)
        {
            Log.PasswordsReadable(logger, address);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether Kestrel's <paramref name="address"/> is plain HTTP and reached from elsewhere. It may be <c>http://*:80</c>, which is no URI.</summary>
    internal static bool IsPlainForOthers(string address)
    {
        const string scheme = "http://";
        if (!address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        if (address.StartsWith("http://unix:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var host = address[scheme.Length..].TrimEnd('/');
        var port = host.LastIndexOf(':');
        host = port > host.LastIndexOf(']') ? host[..port] : host;
        return !host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !(IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
