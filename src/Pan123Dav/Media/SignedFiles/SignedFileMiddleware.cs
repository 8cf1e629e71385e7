using System.Text;
using Pan123Dav.Authentication;
using Pan123Dav.Http;
using Pan123Dav.Links;

namespace Pan123Dav.Media.SignedFiles;

/// <summary>
/// Lets a request for a file in whose signature it came with. A signature goes before every Authorization header: players send along what was meant for a media
/// server. Without one the request takes the ordinary way. Neither is anybody's guess at a password, so the sign-in throttle has no part in it.
/// </summary>
/// <param name="next">The ordinary way.</param>
/// <param name="signedIn">What comes after authorization.</param>
/// <param name="signatures">Tells whose a signature is.</param>
/// <param name="users">Who there is.</param>
internal sealed class SignedFileMiddleware(RequestDelegate next, RequestDelegate signedIn, SignedPaths signatures, IUserDirectoryProvider users)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<SignedFileMetadata>() is null || SignedFilePath.GetSign(context.Request) is not { } sign)
        {
            return next(context);
        }

        if (!signatures.TryVerify(SignedFilePath.Get(context), sign, out var token) || users.Users.Find(token.User) is not { } account)
        {
            return RefuseAsync(context.Response);
        }

        context.User = account.TokenPrincipal;

        // Such an address is made to be handed on, to a media server's page for example.
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return signedIn(context);
    }

    // Without WWW-Authenticate: a player would ask for a password that could not help.
    private static Task RefuseAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.Vary = "Accept-Language";
        var refusal = Encoding.UTF8.GetBytes(response.HttpContext.Translate("The signature of this address is wrong or has expired.") + "\n");
        response.ContentLength = refusal.Length;
        return HttpMethods.IsHead(response.HttpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(refusal).AsTask();
    }
}
