using Microsoft.Net.Http.Headers;

namespace Pan123Dav.WebDav;

/// <summary>
/// Conditional GET and HEAD (RFC 9110 section 13.2.2). If-Match and If-Unmodified-Since are passed over: what would be a redirect ignores them (section 13.2.1),
/// and VLC sends the content host's validators there.
/// </summary>
internal static class Preconditions
{
    public static bool IsNotModified(IHeaderDictionary headers, string entityTag, DateTime modified)
    {
        var noneMatch = headers.IfNoneMatch;
        if (noneMatch.Count > 0)
        {
            return EntityTagHeaderValue.TryParseList(noneMatch, out var tags) && tags.Any(tag => Matches(tag, entityTag));
        }

        var since = headers.IfModifiedSince;
        return since.Count == 1 && HeaderUtilities.TryParseDate(since.ToString(), out var date) && modified <= date.UtcDateTime;
    }

    private static bool Matches(EntityTagHeaderValue tag, string entityTag) =>
        tag.Equals(EntityTagHeaderValue.Any) || tag.Tag.Equals(entityTag, StringComparison.Ordinal);
}
