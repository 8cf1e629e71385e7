using System.Globalization;
using System.Net;

namespace Pan123Dav.Network;

/// <summary>Where a client reached the gateway, as far as the request and the known proxies on its way tell.</summary>
internal static class RequestAddress
{
    /// <summary>Scheme, host and forwarded prefix, such as <c>https://drive.example/pan</c>, percent-encoded and without a slash at the end.</summary>
    public static string Get(HttpRequest request)
    {
        // HTTP/1.0 knows no Host.
        var host = request.Host.HasValue ? request.Host.ToUriComponent() : GetLocalHost(request.HttpContext.Connection);
        return $"{request.Scheme}://{host}{request.PathBase.ToUriComponent().TrimEnd('/')}";
    }

    private static string GetLocalHost(ConnectionInfo connection) =>
        connection.LocalIpAddress is { } address
            ? new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, connection.LocalPort).ToString()
            : string.Create(CultureInfo.InvariantCulture, $"localhost:{connection.LocalPort}");
}
