using Pan123Dav.Authentication.Tokens;

namespace Pan123Dav.Authentication;

/// <summary>
/// The short way for nearly every request: credentials that were verified lately, on their way to what any signed-in user may ask for. What the framework does
/// to find that out costs more than the answer. Whoever is not recognised, and every endpoint that is not
/// <see cref="AuthenticatedUserMetadata"/>, takes the ordinary way.
/// </summary>
/// <param name="next">The ordinary way.</param>
/// <param name="signedIn">What comes after authorization.</param>
/// <param name="users">Who may be recognised.</param>
/// <param name="tokens">What users may be recognised by, beside their credentials.</param>
internal sealed class CachedCredentialMiddleware(RequestDelegate next, RequestDelegate signedIn, IUserDirectoryProvider users, ApiTokens tokens)
{
    public Task InvokeAsync(HttpContext context)
    {
        var credentials = context.Request.Headers.Authorization;
        if (credentials.Count == 1 && context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<AuthenticatedUserMetadata>() is not null
            && FindPrincipal(credentials[0]!) is { } principal)
        {
            context.User = principal;
            return signedIn(context);
        }

        return next(context);
    }

    private GatewayPrincipal? FindPrincipal(string authorization)
    {
        var directory = users.Users;
        if (!BasicCredentials.IsBasic(authorization) && tokens.TryRecognise(authorization, out var token))
        {
            return directory.Find(token.User)?.TokenPrincipal;
        }

        return directory.TryRecognise(authorization, out var account) ? account.Principal : null;
    }
}
