using Microsoft.Extensions.Primitives;

namespace Pan123Dav.Authentication;

/// <summary>The answer to a request without valid credentials (RFC 9110, 15.5.2): one header line a scheme.</summary>
internal sealed class Challenge(JwtBearerOptionsMonitor jwt)
{
    // RFC 7617, 2.1: without the charset clients are free to guess.
    private const string Basic = "Basic realm=\"Pan123Dav\", charset=\"UTF-8\"";
    private const string Bearer = "Bearer realm=\"Pan123Dav\"";

    // Basic comes first: there are clients that look at the first only.
    private static readonly StringValues BasicAndBearer = new([Basic, Bearer]);

    public void Write(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        var headers = response.Headers;
        headers.WWWAuthenticate = jwt.IsConfigured ? BasicAndBearer : Basic;

        // macOS gives the server up when the refusal of its first OPTIONS does not say that this is WebDAV.
        headers["DAV"] = "1";
        headers["MS-Author-Via"] = "DAV";
    }
}
