using System.Globalization;

namespace Pan123Dav.Http;

/// <summary>429 (RFC 6585 section 4) with the time to wait. Written right away: whoever asks too often must not cost an exception each time.</summary>
internal static class TooManyRequests
{
    /// <param name="response">Not yet begun.</param>
    /// <param name="wait">When it is worth asking again; a second at least is told.</param>
    /// <param name="message">Shown to the client.</param>
    public static Task WriteAsync(HttpResponse response, TimeSpan wait, string message)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return DavErrorBody.WriteAsync(response, message, precondition: null);
    }
}
