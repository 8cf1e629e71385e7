using System.Net;
using Pan123Dav.Logging;

namespace Pan123Dav.Network;

/// <summary>
/// Notices, once, that requests come through a reverse proxy that the owner did not name: all its
/// clients then share one address and one count of failed sign-ins.
/// </summary>
/// <param name="known">The proxies that are named.</param>
/// <param name="metrics">Keeps it for doctor, which is another process.</param>
/// <param name="logger">Warns.</param>
internal sealed class UnnamedProxy(IReadOnlyList<IPNetwork> known, GatewayMetrics metrics, ILogger<UnnamedProxy> logger)
{
    private int _isSeen;

    /// <summary>Looks at a request as it came, before anything of its headers was believed. Costs nothing once there was one.</summary>
    public void Notice(HttpContext context)
    {
        if (Volatile.Read(ref _isSeen) == 0 && ForwardingHeaders.NameAClient(context.Request.Headers)
            && !IsKnown(context.Connection.RemoteIpAddress) && Interlocked.Exchange(ref _isSeen, 1) == 0)
        {
            metrics.CountUnnamedProxy();
            Log.ProxyUnnamed(logger, context.Connection.RemoteIpAddress);
        }
    }

    private bool IsKnown(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return known.Any(network => network.Contains(plain) || network.Contains(address));
    }
}
