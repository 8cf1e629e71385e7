using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.Extensions.Primitives;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Network;

/// <summary>
/// Middleware that takes the path a known proxy has cut off from its <c>X-Forwarded-Prefix</c> and makes it the request's path base, which stands before
/// every href,
/// link and redirect. Must run while the connection's address is still the proxy's own.
/// </summary>
internal sealed class ForwardedPrefix(RequestDelegate next, IReadOnlyList<IPNetwork> knownProxies)
{
    private const string Header = "X-Forwarded-Prefix";

    // It stands before each href of a listing.
    private const int MaxLength = 1024;

    // RFC 3986 section 3.3: what a path holds, percent signs apart.
    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%");

    public Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers[Header];
        if (header.Count > 0 && IsKnown(context.Connection.RemoteIpAddress))
        {
            context.Request.PathBase = Parse(header);
        }

        return next(context);
    }

    /// <summary>The decoded prefix without a slash at its end; empty for what is no percent-encoded absolute path.</summary>
    internal static PathString Parse(StringValues header)
    {
        if (header is not [{ Length: > 1 and <= MaxLength } text] || text[0] != '/' || text.AsSpan().ContainsAnyExcept(PathCharacters))
        {
            return default;
        }

        var prefix = new StringBuilder();
        foreach (var segment in text.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = new byte[segment.Length];
            if (!TryDecode(Encoding.ASCII.GetBytes(segment), name, out var length) || !StoragePath.IsSegment(name.AsSpan(0, length)))
            {
                return default;
            }

            prefix.Append('/').Append(Encoding.UTF8.GetString(name, 0, length));
        }

        return prefix.ToString();
    }

    private static bool TryDecode(ReadOnlySpan<byte> encoded, Span<byte> decoded, out int length)
    {
        length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var value = encoded[i];
            if (value == (byte)'%')
            {
                if (!PercentEncoding.TryReadTriplet(encoded[i..], out value))
                {
                    return false;
                }

                i += 2;
            }

            decoded[length++] = value;
        }

        return true;
    }

    private bool IsKnown(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in knownProxies)
        {
            if (network.Contains(plain) || network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
