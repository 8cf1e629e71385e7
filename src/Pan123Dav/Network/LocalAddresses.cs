using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Pan123Dav.Network;

/// <summary>Where other devices of the network find this machine.</summary>
internal static class LocalAddresses
{
    /// <summary>The machine's IPv4 addresses, those of networks with a router first; none where nothing is connected or it cannot be told.</summary>
    public static IReadOnlyList<IPAddress> Find()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .Select(network => network.GetIPProperties())
                .OrderByDescending(HasRouter)
                .SelectMany(properties => properties.UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address))
                .Distinct()];
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            // A sandbox may hide the networks.
            return [];
        }
    }

    /// <summary>The addresses that reach what listens on <paramref name="url"/>: for a wildcard, this machine and then those of its networks.</summary>
    /// <param name="url">As Kestrel has it, such as <c>http://[::]:5000</c>.</param>
    /// <param name="networks">This machine's addresses.</param>
    public static IEnumerable<Uri> GetReachable(string url, IReadOnlyList<IPAddress> networks)
    {
        if (ListenAddress.ToAsk(url) is not { } address)
        {
            yield break;
        }

        yield return address;
        if (IsWildcard(url))
        {
            foreach (var network in networks)
            {
                yield return new UriBuilder(address) { Host = network.ToString() }.Uri;
            }
        }
    }

    private static bool IsWildcard(string url) => BindingAddress.Parse(url).Host is "*" or "+" or "0.0.0.0" or "[::]";

    private static bool HasRouter(IPInterfaceProperties properties)
    {
        try
        {
            return properties.GatewayAddresses.Any(gateway => !gateway.Address.Equals(IPAddress.Any) && !gateway.Address.Equals(IPAddress.IPv6Any));
        }
        catch (PlatformNotSupportedException)
        {
            return false;
        }
    }
}
