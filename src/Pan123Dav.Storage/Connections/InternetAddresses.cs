using System.Net;
using System.Net.Sockets;

namespace Pan123Dav.Storage.Connections;

/// <summary>
/// Tells the addresses that anybody on the Internet can be at from those of this machine and its
/// neighbours (IANA's registries of special-purpose addresses).
/// </summary>
internal static class InternetAddresses
{
    private static readonly IPNetwork[] InnerV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/3"),
    ];

    // All that is handed out to be reached by everybody. Whatever else there is or will be is not.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    // Of that: 2001::/23 is protocols' own, Teredo among it, which hides an IPv4 address; the others are for documents.
    private static readonly IPNetwork[] InnerV6 = [IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("3fff::/20")];

    // They carry an IPv4 address, which is where they lead: NAT64 (RFC 6052) behind 12 bytes, 6to4 (RFC 3056) behind 2.
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>
    /// Whether <paramref name="address"/> is neither loopback, link-local, private, unique-local, shared, multicast nor reserved.
    /// 198.18.0.0/15 counts as public: proxies such as Clash answer every DNS question from it.
    /// </summary>
    public static bool IsPublic(IPAddress address)
    {
        address = Unwrap(address);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !IsIn(InnerV4, address)
            : GlobalV6.Contains(address) && !IsIn(InnerV6, address);
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, network => network.Contains(address));

    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        var start = Nat64.Contains(address) ? 12 : SixToFour.Contains(address) ? 2 : -1;
        return start < 0 ? address : new IPAddress(bytes.Slice(start, 4));
    }
}
