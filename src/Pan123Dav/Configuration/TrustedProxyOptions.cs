using System.Net;

namespace Pan123Dav.Configuration;

/// <summary>Section <c>Pan123Dav:ForwardedHeaders</c>: whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
internal sealed record TrustedProxyOptions
{
    /// <summary>Reverse proxies right in front of the gateway: addresses (as networks of one) and networks. None: the headers are ignored.</summary>
    public IReadOnlyList<IPNetwork> KnownProxies { get; init; } = [];

    public static TrustedProxyOptions Read(SectionReader reader) => new() { KnownProxies = reader.Networks(nameof(KnownProxies)) };
}
