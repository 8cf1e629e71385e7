using Microsoft.Extensions.Primitives;

namespace Pan123Dav.Authentication;

/// <summary>The answer to a request without valid credentials (RFC 9110, 15.5.2).</summary>
/// <param name="schemes">One header line a scheme. Basic comes first: there are clients that look at the first only.</param>
internal sealed class Challenge(StringValues schemes)
{
    // RFC 7617, 2.1: without the charset clients are free to guess.
    public const string Basic = "Basic realm=\"Pan123Dav\", charset=\"UTF-8\"";

    public void Write(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        var headers = response.Headers;
        headers.WWWAuthenticate = schemes;

        // macOS gives the server up when the refusal of its first OPTIONS does not say that this is WebDAV.
        headers["DAV"] = "1";
        headers["MS-Author-Via"] = "DAV";
    }
}
