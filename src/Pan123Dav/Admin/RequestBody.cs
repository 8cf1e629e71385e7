using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Pan123Dav.Admin.Problems;

namespace Pan123Dav.Admin;

/// <summary>Reads the bodies of the API's requests whole, up to a limit of their own.</summary>
internal static class RequestBody
{
    /// <summary>The bytes as they were sent.</summary>
    /// <param name="request">Whose body was not read yet.</param>
    /// <param name="limit">The most bytes.</param>
    /// <exception cref="ApiProblem">It is larger, or encoded.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int limit)
    {
        // Kestrel's own limit is for all requests, and may be less or more. Beyond it the connection would be cut, and nobody would read the refusal.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "content-encoding", static text => text.Encoded);
        }

        if (request.ContentLength > limit)
        {
            throw ApiProblem.TooLarge(limit);
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > limit)
            {
                throw ApiProblem.TooLarge(limit);
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    /// <summary>
    /// Refuses another content type than one of <paramref name="allowed"/>, or another charset than UTF-8. None at all is taken for the right one.
    /// </summary>
    /// <exception cref="ApiProblem">It is another.</exception>
    public static void CheckType(HttpRequest request, Func<ApiText, string> message, params ReadOnlySpan<string> allowed)
    {
        if (string.IsNullOrEmpty(request.ContentType))
        {
            return;
        }

        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && IsUtf8(type))
        {
            foreach (var name in allowed)
            {
                if (type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return;
                }
            }
        }

        throw new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "content-type", message);
    }

    private static bool IsUtf8(MediaTypeHeaderValue type) =>
        type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
