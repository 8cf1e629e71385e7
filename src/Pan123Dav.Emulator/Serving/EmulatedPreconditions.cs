using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Pan123Dav.Emulator.Serving;

/// <summary>The conditions of a GET or HEAD, evaluated in the order of RFC 9110 section 13.2.2.</summary>
internal static class EmulatedPreconditions
{
    /// <summary>412, 304, or 200 to go on.</summary>
    public static int Evaluate(IHeaderDictionary headers, EntityTagHeaderValue tag, DateTimeOffset modified)
    {
        if (headers.IfMatch.Count > 0)
        {
            if (!Matches(headers.IfMatch, tag, strong: true))
            {
                return StatusCodes.Status412PreconditionFailed;
            }
        }
        else if (HeaderUtilities.TryParseDate(headers.IfUnmodifiedSince.ToString(), out var unmodifiedSince) && modified > unmodifiedSince)
        {
            return StatusCodes.Status412PreconditionFailed;
        }

        var unchanged = headers.IfNoneMatch.Count > 0
            ? Matches(headers.IfNoneMatch, tag, strong: false)
            : HeaderUtilities.TryParseDate(headers.IfModifiedSince.ToString(), out var modifiedSince) && modified <= modifiedSince;
        return unchanged ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
    }

    /// <summary>Whether <c>If-Range</c> lets a range be answered as one: it is absent, or names this very state of the file.</summary>
    public static bool AllowsRange(IHeaderDictionary headers, EntityTagHeaderValue tag, DateTimeOffset modified) =>
        headers.IfRange.Count == 0
        || (RangeConditionHeaderValue.TryParse(headers.IfRange.ToString(), out var condition)
            && (condition.EntityTag?.Compare(tag, useStrongComparison: true) ?? condition.LastModified == modified));

    private static bool Matches(StringValues header, EntityTagHeaderValue tag, bool strong) =>
        EntityTagHeaderValue.TryParseList(header, out var tags)
        && tags.Any(candidate => candidate.Equals(EntityTagHeaderValue.Any) || candidate.Compare(tag, strong));
}
