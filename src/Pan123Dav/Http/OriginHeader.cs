using Microsoft.Extensions.Primitives;

namespace Pan123Dav.Http;

/// <summary>
/// The <c>Origin</c> of a request (RFC 6454 section 7): which page sent it. Pages cannot change it, and programs that are no browser send none.
/// </summary>
internal static class OriginHeader
{
    /// <summary>
    /// Whether a page of another origin sent the request, or one that does not say (<c>null</c>). The scheme is not compared: whoever ends
    /// TLS in front of the gateway without being named leaves it in the dark about that.
    /// </summary>
    public static bool IsForeign(HttpRequest request) => request.Headers.Origin is { Count: > 0 } origin && !IsOwn(request, origin);

    /// <summary>Whether the request says that a page of this origin sent it.</summary>
    public static bool IsOwn(HttpRequest request) => request.Headers.Origin is { Count: > 0 } origin && IsOwn(request, origin);

    private static bool IsOwn(HttpRequest request, StringValues origin)
    {
        if (origin.Count != 1 || !Uri.TryCreate(origin[0], UriKind.Absolute, out var page)
            || (page.Scheme != Uri.UriSchemeHttp && page.Scheme != Uri.UriSchemeHttps))
        {
            return false;
        }

        var host = request.Host;
        var isSame = host.HasValue
            && (page.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase) || page.IdnHost.Equals(host.Host, StringComparison.OrdinalIgnoreCase));
        return isSame && (host.Port is { } port ? port == page.Port : page.IsDefaultPort);
    }
}
