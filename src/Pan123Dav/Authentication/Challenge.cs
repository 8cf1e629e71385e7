using Microsoft.Extensions.Primitives;
using Pan123Dav.Authentication.Sessions;
using Pan123Dav.Http;

namespace Pan123Dav.Authentication;

/// <summary>The answer to a request without valid credentials (RFC 9110, 15.5.2): one header line a scheme. A browser is sent to sign in on a page.</summary>
internal sealed class Challenge(JwtBearerOptionsMonitor jwt)
{
    // RFC 7617, 2.1: without the charset clients are free to guess.
    private const string Basic = "Basic realm=\"Pan123Dav\", charset=\"UTF-8\"";
    private const string Bearer = "Bearer realm=\"Pan123Dav\"";

    // Basic comes first: there are clients that look at the first only.
    private static readonly StringValues BasicAndBearer = new([Basic, Bearer]);

    /// <param name="context">The request.</param>
    /// <param name="isFailure">It came with credentials, and they are wrong.</param>
    public Task WriteAsync(HttpContext context, bool isFailure)
    {
        var (request, response) = (context.Request, context.Response);
        var isBrowser = BrowserNavigation.Is(request);
        if (isBrowser && !isFailure && request.Headers.Authorization.Count == 0)
        {
            // A prompt of the browser's own cannot be signed out of, and Safari sends no such password for a video.
            response.StatusCode = StatusCodes.Status303SeeOther;
            response.Headers.Location = SignInAddress.Create(request);
            response.Headers.CacheControl = "no-store";
            response.Headers.Vary = "Accept, Authorization, Cookie";
            return Task.CompletedTask;
        }

        Write(response, hasScheme: !IsOfPage(request));
        if (IApiErrorBody.For(request) is { } api)
        {
            return api.WriteAsync(response, isFailure ? "The user name or the password is wrong." : "Sign in with a user name and a password, or a token.");
        }

        return isBrowser ? DavErrorBody.WriteAsync(response, "The user name or the password is wrong.", precondition: null) : Task.CompletedTask;
    }

    // A browser that is offered Basic asks for a password in a window of its own, on top of a page whose session has ended. What a page shows
    // itself can say nothing but that it is of this origin; a cookie that was good once tells that it was not signed in by the browser's own window.
    private static bool IsOfPage(HttpRequest request) =>
        request.Headers.Authorization.Count == 0
        && (request.Headers.XRequestedWith == "XMLHttpRequest"
            || (FetchMetadata.IsOfOwnPage(request.Headers) && request.Cookies.ContainsKey(SessionService.CookieName)));

    private void Write(HttpResponse response, bool hasScheme)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        var headers = response.Headers;
        headers.WWWAuthenticate = !hasScheme ? default : jwt.IsConfigured ? BasicAndBearer : Basic;

        // macOS gives the server up when the refusal of its first OPTIONS does not say that this is WebDAV.
        headers["DAV"] = "1";
        headers["MS-Author-Via"] = "DAV";
    }
}
