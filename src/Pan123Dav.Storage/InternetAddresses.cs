using System.Net;
using System.Net.Sockets;

namespace Pan123Dav.Storage;

/// <summary>Tells the addresses that anybody on the Internet can be at from those of this machine and its neighbours.</summary>
public static class InternetAddresses
{
    private static readonly IPNetwork OwnV6 = IPNetwork.Parse("::/127");

    private static readonly IPNetwork[] Inner =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("224.0.0.0/3"),
        OwnV6, IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fec0::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    // They carry an IPv4 address: RFC 6052 and the old "compatible" form behind 12 bytes, 6to4 (RFC 3056) behind 2.
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>
    /// Whether <paramref name="address"/> is neither loopback, link-local, private, unique-local, shared, multicast nor reserved.
    /// 198.18.0.0/15 counts as public: proxies such as Clash answer every DNS question from it.
    /// </summary>
    public static bool IsPublic(IPAddress address)
    {
        address = Unwrap(address);
        return !Array.Exists(Inner, network => network.Contains(address));
    }

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
        var isCompatible = !bytes[..12].ContainsAnyExcept((byte)0) && !OwnV6.Contains(address);
        var start = isCompatible || Nat64.Contains(address) ? 12 : SixToFour.Contains(address) ? 2 : -1;
        return start < 0 ? address : new IPAddress(bytes.Slice(start, 4));
    }
}
