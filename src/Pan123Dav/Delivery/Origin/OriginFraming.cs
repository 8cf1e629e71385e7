using System.Net.Http.Headers;

namespace Pan123Dav.Delivery.Origin;

/// <summary>
/// Whether the headers of an answer leave no doubt about its bytes (RFC 9112 section 6, RFC 9110 sections 8.4 and 14.4). The handler takes the first of two
/// values, reads to the connection's end where it cannot make anything of one, and takes nothing but chunks apart.
/// </summary>
internal static class OriginFraming
{
    /// <summary>How long the body is said to be, in bytes; null where its end shows by itself. For an answer without a problem.</summary>
    public static long? GetLength(HttpResponseMessage response) =>
        response.Headers.TransferEncodingChunked == true ? null : response.Content.Headers.ContentLength;

    /// <summary>What is in doubt, as a sentence without its full stop; null when nothing is.</summary>
    public static string? FindProblem(HttpResponseMessage response)
    {
        var headers = response.Content.Headers;
        if (headers.NonValidated.TryGetValues("Content-Encoding", out var codings) && codings.Any(coding => !IsPlain(coding))
            || response.Headers.NonValidated.TryGetValues("Transfer-Encoding", out var transfer) && !IsChunkedOrPlain(transfer))
        {
            return "the content host compressed it";
        }

        if (headers.NonValidated.TryGetValues("Content-Length", out var lengths)
            && (headers.ContentLength is null || lengths.Distinct(StringComparer.Ordinal).Count() > 1))
        {
            return "the content host tells a length that cannot be one";
        }

        return headers.NonValidated.TryGetValues("Content-Range", out var ranges) && ranges.Count > 1
            || string.Equals(headers.ContentType?.MediaType, "multipart/byteranges", StringComparison.OrdinalIgnoreCase)
                && response.StatusCode == System.Net.HttpStatusCode.PartialContent
            ? "the content host answered several parts"
            : null;
    }

    private static bool IsPlain(string codings) => codings.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .All(coding => coding.Equals("identity", StringComparison.OrdinalIgnoreCase));

    private static bool IsChunkedOrPlain(HeaderStringValues values) => values.Count == 1
        && (values.ToString().Trim().Equals("chunked", StringComparison.OrdinalIgnoreCase) || IsPlain(values.ToString()));
}
