using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Http;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// Middleware for <c>/remote-auth</c>, the address that 123's CDN asks for every request: 200 to serve, 403 to refuse, never anything else, and an
/// empty body. It stands in front of everything: nobody signs in there, and the request log would have a line for each piece of each film.
/// </summary>
internal static class RemoteAuthMiddleware
{
    /// <summary>The address.</summary>
    public const string Path = "/remote-auth";

    public static IApplicationBuilder UseRemoteAuthentication(this IApplicationBuilder app)
    {
        var authenticator = app.ApplicationServices.GetRequiredService<RemoteAuthenticator>();
        return app.Use(next => context => context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase, out var rest)
            ? Answer(context, authenticator, isExact: !rest.HasValue || rest == "/")
            : next(context));
    }

    private static Task Answer(HttpContext context, RemoteAuthenticator authenticator, bool isExact)
    {
        var isAsked = isExact && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
        var query = context.Features.GetRequiredFeature<IHttpRequestFeature>().QueryString;
        var reason = isAsked ? authenticator.Judge(query.AsSpan(query.StartsWith('?') ? 1 : 0)) : authenticator.RefuseMalformed();
        context.Response.StatusCode = reason == RemoteAuthReason.Granted ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        ResponsePolicy.Apply(context.Response.Headers);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
