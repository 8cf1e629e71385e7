using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Pan123Dav.Http;

/// <summary>The condition of <c>If-Range</c> (RFC 9110 section 13.1.5).</summary>
internal static class IfRange
{
    /// <summary>
    /// Whether the header is absent or holds: its entity tag is this very one, or its date this very time. A weak tag never
    /// holds, nor does a date where the file's time is unknown, nor anything malformed.
    /// </summary>
    /// <param name="header">The header's values.</param>
    /// <param name="entityTag">Of the file: strong, in quotes.</param>
    /// <param name="modified">Of the file: UTC, whole seconds; null when nobody knows it.</param>
    public static bool Holds(StringValues header, string entityTag, DateTime? modified)
    {
        if (header.Count == 0)
        {
            return true;
        }

        var value = header.ToString();
        return value.StartsWith('"')
            ? value == entityTag
            : header.Count == 1 && modified is not null && HeaderUtilities.TryParseDate(value, out var date) && date.UtcDateTime == modified;
    }
}
