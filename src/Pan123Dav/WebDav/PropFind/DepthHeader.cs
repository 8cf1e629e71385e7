using Microsoft.Extensions.Primitives;
using Pan123Dav.Http;

namespace Pan123Dav.WebDav.PropFind;

/// <summary>The <c>Depth</c> header. A PROPFIND without one means infinity (RFC 4918 section 9.1).</summary>
internal static class DepthHeader
{
    public static Depth Parse(StringValues header)
    {
        if (header.Count == 0)
        {
            return Depth.Infinity;
        }

        return header.Count > 1 ? throw Bad() : header.ToString().Trim() switch
        {
            "0" => Depth.Zero,
            "1" => Depth.One,
            var value when value.Equals("infinity", StringComparison.OrdinalIgnoreCase) => Depth.Infinity,
            _ => throw Bad(),
        };
    }

    private static DavException Bad() => new(StatusCodes.Status400BadRequest, "Depth is 0, 1 or infinity.");
}

/// <summary>How far down a PROPFIND looks (RFC 4918 section 10.2).</summary>
internal enum Depth
{
    Zero,
    One,
    Infinity,
}
