using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Pan123Dav.Authentication.Sessions;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Http;

namespace Pan123Dav.Authentication;

/// <summary>
/// HTTP Basic (RFC 7617), API tokens, and the door for Bearer where that is configured. No credentials, or ones of another scheme: no result.
/// Credentials that cannot be read or are wrong: a failure, never an exception.
/// Implements the interface itself because the framework's base class makes a logger and looks up options for every request.
/// </summary>
internal sealed class GatewayAuthenticationHandler(
    IUserDirectoryProvider users, ApiTokens tokens, CredentialAuthenticator check, SessionService sessions, Challenge challenge) : IAuthenticationHandler
{
    public const string SchemeName = "Basic";

    /// <summary>The request brings no credentials of this scheme. That is how many clients begin, and is never held against them.</summary>
    public static readonly AuthenticateResult Absent = AuthenticateResult.NoResult();

    /// <summary>The credentials cannot be read.</summary>
    public static readonly AuthenticateResult Malformed = AuthenticateResult.Fail("The credentials cannot be read.");

    /// <summary>The credentials are nobody's.</summary>
    public static readonly AuthenticateResult Wrong = AuthenticateResult.Fail("The user name or the password is wrong.");

    private static readonly Task<AuthenticateResult> AbsentTask = Task.FromResult(Absent);

    private HttpContext _context = null!;
    private Task<AuthenticateResult>? _result;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _context = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() => _result ??= ReadAsync();

    public async Task ChallengeAsync(AuthenticationProperties? properties)
    {
        var failure = (await AuthenticateAsync()).Failure;
        if (failure is ProviderUnreachableException)
        {
            _context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            _context.Response.Headers.RetryAfter = ProviderKeys.Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            await DavErrorBody.WriteAsync(_context.Response, "Whoever vouches for tokens does not answer. Wait, and try again.", precondition: null);
            return;
        }

        if (failure is SignInThrottledException { Delay: var delay })
        {
            await TooManyRequests.WriteAsync(_context.Response, delay, "There were too many attempts to sign in from your address. Wait, and try again.");
            return;
        }

        if (failure is ForeignOriginException)
        {
            _context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await DavErrorBody.WriteAsync(_context.Response, "A page of another site may not do this.", precondition: null);
            return;
        }

        await challenge.WriteAsync(_context, isFailure: failure is not null);
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        _context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private Task<AuthenticateResult> ReadAsync()
    {
        var header = _context.Request.Headers.Authorization;
        if (header.Count == 1 && !BasicCredentials.IsBasic(header[0])
            && tokens.TryRecognise(header[0]!, out var token) && users.Users.Find(token.User) is { } owner)
        {
            return owner.AuthenticatedByToken;
        }

        if (header.Count == 0)
        {
            return ReadSession();
        }

        if (!check.IsKnownScheme(header[0]))
        {
            return AbsentTask;
        }

        var directory = users.Users;
        if (header.Count == 1 && directory.TryRecognise(header[0]!, out var account))
        {
            return account.Authenticated;
        }

        // Where nobody needs to sign in, as with OPTIONS, a stranger's credentials are not worth a hash.
        return _context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? AbsentTask
            : check.RunAsync(_context, directory, header.Count == 1 ? header[0] : null);
    }

    // Counts where a browser goes and for what the page calls, not for what WebDAV clients send.
    private Task<AuthenticateResult> ReadSession()
    {
        var request = _context.Request;
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!isRead && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/ui"))
        {
            return AbsentTask;
        }

        if (sessions.GetAccount(_context, users.Users) is not { } account)
        {
            return AbsentTask;
        }

        return isRead || OriginHeader.IsOwn(request) ? account.Authenticated : Task.FromResult(AuthenticateResult.Fail(new ForeignOriginException()));
    }
}
