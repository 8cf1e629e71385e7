using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Pan123Dav.WebDav.Listing;

/// <summary>How a GET shows a collection.</summary>
internal enum ListingFormat
{
    /// <summary>A page.</summary>
    Html,

    /// <summary>A name a line.</summary>
    Text,

    /// <summary>An array of objects.</summary>
    Json,
}

/// <summary>
/// Content negotiation of listings (RFC 9110 section 12.5.1): the type that the client prefers, of equal ones the page, so that <c>wget -r</c> and lftp
/// find links.
/// <c>?format=text</c> and <c>?format=json</c> go before. Whoever takes none of the three gets text.
/// </summary>
internal static class ListingNegotiation
{
    private static readonly (ListingFormat Format, StringSegment Type, StringSegment SubType)[] Offers =
    [
        (ListingFormat.Html, "text", "html"), (ListingFormat.Text, "text", "plain"), (ListingFormat.Json, "application", "json"),
    ];

    public static ListingFormat Choose(HttpRequest request)
    {
        if (request.QueryString.HasValue && FromQuery(request.Query["format"].ToString()) is { } asked)
        {
            return asked;
        }

        // What is no media range is passed over; where none is left, nothing was preferred.
        return MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges) && ranges.Count > 0 ? Choose(ranges) : ListingFormat.Html;
    }

    public static string ContentType(ListingFormat format) => format switch
    {
        ListingFormat.Html => "text/html; charset=utf-8",
        ListingFormat.Text => "text/plain; charset=utf-8",
        ListingFormat.Json => "application/json",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    private static ListingFormat? FromQuery(string format) => format switch
    {
        "html" => ListingFormat.Html,
        "text" => ListingFormat.Text,
        "json" => ListingFormat.Json,
        _ => null,
    };

    private static ListingFormat Choose(IList<MediaTypeHeaderValue> ranges)
    {
        var (chosen, best) = (ListingFormat.Text, 0.0);
        foreach (var (format, type, subType) in Offers)
        {
            var quality = GetQuality(ranges, type, subType);
            if (quality > best)
            {
                (chosen, best) = (format, quality);
            }
        }

        return chosen;
    }

    // The most specific range that matches decides.
    private static double GetQuality(IList<MediaTypeHeaderValue> ranges, StringSegment type, StringSegment subType)
    {
        var (quality, specificity) = (0.0, 0);
        foreach (var range in ranges)
        {
            var matches = range.MatchesAllTypes ? 1
                : !range.Type.Equals(type, StringComparison.OrdinalIgnoreCase) ? 0
                : range.MatchesAllSubTypes ? 2
                : range.SubType.Equals(subType, StringComparison.OrdinalIgnoreCase) ? 3
                : 0;
            if (matches > specificity)
            {
                (quality, specificity) = (range.Quality ?? 1.0, matches);
            }
        }

        return quality;
    }
}
