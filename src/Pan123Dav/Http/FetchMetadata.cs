namespace Pan123Dav.Http;

/// <summary>
/// The Fetch Metadata request headers (W3C), which browsers add and pages cannot change. Programs that are no browser send none of them.
/// A browser sends a password it knows along with whatever a page of another site embeds, so such a page could spend the owner's traffic by an <c>img</c>.
/// </summary>
internal static class FetchMetadata
{
    /// <summary>
    /// Whether a page of another origin caused the request, and it is not the window itself that goes there. A site of the same registrable domain is
    /// foreign too:
    /// another port of this host, or another name below the same domain.
    /// </summary>
    public static bool IsForeignEmbedding(IHeaderDictionary headers)
    {
        var site = headers["Sec-Fetch-Site"];
        return site.Count > 0 && !Is(site, "same-origin") && !Is(site, "none") && !IsNavigation(headers);
    }

    /// <summary>Whether a page of this origin fetched it, for itself or for what it shows.</summary>
    public static bool IsOfOwnPage(IHeaderDictionary headers) => Is(headers["Sec-Fetch-Site"], "same-origin") && !IsNavigation(headers);

    // A prefetch says it is a navigation, before anybody has clicked.
    private static bool IsNavigation(IHeaderDictionary headers) =>
        Is(headers["Sec-Fetch-Mode"], "navigate") && Is(headers["Sec-Fetch-Dest"], "document")
        && !headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase);

    private static bool Is(Microsoft.Extensions.Primitives.StringValues value, string token) =>
        value.Count == 1 && value[0].AsSpan().Trim().Equals(token, StringComparison.OrdinalIgnoreCase);
}
