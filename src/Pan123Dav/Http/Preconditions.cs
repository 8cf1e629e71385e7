using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Pan123Dav.Http;

/// <summary>What the conditions of a GET or HEAD come to.</summary>
internal enum Precondition
{
    /// <summary>The request is answered.</summary>
    Holds,

    /// <summary>304: the client has it already.</summary>
    NotModified,

    /// <summary>412: the client means another version.</summary>
    Failed,
}

/// <summary>
/// Conditional GET and HEAD, in the order of RFC 9110 section 13.2.2. If-Match and If-Unmodified-Since are passed over where the answer is a redirect
/// (section 13.2.1): VLC sends the content host's validators there. If-Range decides nothing here but which bytes are sent.
/// </summary>
internal static class Preconditions
{
    /// <param name="headers">Of the request.</param>
    /// <param name="entityTag">Of the file: strong, in quotes.</param>
    /// <param name="modified">Of the file: UTC, whole seconds; null when nobody knows it, and then no condition on times counts.</param>
    /// <param name="isOwnContent">Whether the answer is the file and no redirect.</param>
    public static Precondition Evaluate(IHeaderDictionary headers, string entityTag, DateTime? modified, bool isOwnContent) =>
        isOwnContent && !IsWanted(headers, entityTag, modified) ? Precondition.Failed
        : IsKnown(headers, entityTag, modified) ? Precondition.NotModified
        : Precondition.Holds;

    private static bool IsWanted(IHeaderDictionary headers, string entityTag, DateTime? modified)
    {
        var match = headers.IfMatch;
        return match.Count > 0
            ? EntityTagHeaderValue.TryParseList(match, out var tags) && tags.Any(tag => IsAny(tag) || (!tag.IsWeak && IsSame(tag, entityTag)))
            : GetDate(headers.IfUnmodifiedSince) is not { } date || modified is null || modified <= date;
    }

    private static bool IsKnown(IHeaderDictionary headers, string entityTag, DateTime? modified)
    {
        var noneMatch = headers.IfNoneMatch;
        return noneMatch.Count > 0
            ? EntityTagHeaderValue.TryParseList(noneMatch, out var tags) && tags.Any(tag => IsAny(tag) || IsSame(tag, entityTag))
            : modified is not null && GetDate(headers.IfModifiedSince) is { } date && modified <= date;
    }

    private static bool IsAny(EntityTagHeaderValue tag) => tag.Equals(EntityTagHeaderValue.Any);

    private static bool IsSame(EntityTagHeaderValue tag, string entityTag) => tag.Tag.Equals(entityTag, StringComparison.Ordinal);

    // One that is malformed, or there twice, is ignored (sections 13.1.3 and 13.1.4).
    private static DateTime? GetDate(StringValues header) =>
        header.Count == 1 && HeaderUtilities.TryParseDate(header.ToString(), out var date) ? date.UtcDateTime : null;
}
