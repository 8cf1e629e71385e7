using Microsoft.Net.Http.Headers;

namespace Pan123Dav.Http;

/// <summary>Tells a browser whose window goes somewhere from programs, and from what a page fetches.</summary>
internal static class BrowserNavigation
{
    /// <summary>A GET that names <c>text/html</c> among what it takes. Programs that take anything do not name it.</summary>
    public static bool Is(HttpRequest request) => HttpMethods.IsGet(request.Method) && IsOfWindow(request.Headers) && TakesHtml(request.Headers);

    /// <summary>Whether the sender reads HTML, and says so.</summary>
    public static bool TakesHtml(IHeaderDictionary headers)
    {
        var accept = headers.Accept;
        if (accept.Count == 0 || !accept.ToString().Contains("html", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return MediaTypeHeaderValue.TryParseList(accept, out var ranges)
            && ranges.Any(static range => range.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && range.Quality is not 0);
    }

    // Over plain HTTP in a local network browsers do not say what a request is for.
    private static bool IsOfWindow(IHeaderDictionary headers)
    {
        var mode = headers["Sec-Fetch-Mode"];
        return mode.Count == 0 || mode.ToString().Trim().Equals("navigate", StringComparison.OrdinalIgnoreCase);
    }
}
