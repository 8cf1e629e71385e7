using System.Net;
using Pan123Dav.Configuration;

namespace Pan123Dav.Gateway;

/// <summary>Section <c>Pan123Dav:ForwardedHeaders</c>: whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
internal sealed record ForwardedHeadersOptionsReader
{
    /// <summary>Reverse proxies right in front of the gateway: addresses (as networks of one) and networks. None: the headers are ignored.</summary>
    public IReadOnlyList<IPNetwork> KnownProxies { get; init; } = [];

    public static ForwardedHeadersOptionsReader Read(SectionReader reader) => new() { KnownProxies = reader.Networks(nameof(KnownProxies)) };
}
