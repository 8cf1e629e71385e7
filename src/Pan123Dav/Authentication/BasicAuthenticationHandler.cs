using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Pan123Dav.Authentication;

/// <summary>
/// HTTP Basic (RFC 7617). No credentials, or ones of another scheme: no result. Credentials that cannot be read or are wrong: a failure, never an exception.
/// Implements the interface itself because the framework's base class makes a logger and looks up options for every request.
/// </summary>
internal sealed class BasicAuthenticationHandler(CurrentUsers users, Challenge challenge, ILogger<BasicAuthenticationHandler> logger)
    : IAuthenticationHandler
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

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        challenge.Write(_context.Response);
        return Task.CompletedTask;
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        _context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private Task<AuthenticateResult> ReadAsync()
    {
        var header = _context.Request.Headers.Authorization;
        if (header.Count == 0 || !BasicCredentials.IsBasic(header[0]))
        {
            return AbsentTask;
        }

        var directory = users.Directory;
        if (header.Count == 1 && directory.TryRecognise(header[0]!, out var account))
        {
            return account.Authenticated;
        }

        // Where nobody needs to sign in, as with OPTIONS, a stranger's credentials are not worth a hash.
        return _context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? AbsentTask
            : SignInAsync(directory, header.Count == 1 ? header[0]! : null);
    }

    private async Task<AuthenticateResult> SignInAsync(UserDirectory directory, string? authorization)
    {
        BasicCredentials? credentials = null;
        var problem = "there is more than one Authorization header";
        if (authorization is null || !BasicCredentials.TryRead(authorization, out credentials, out problem))
        {
            Log.CredentialsMalformed(logger, _context.Connection.RemoteIpAddress, problem);
            return Malformed;
        }

        try
        {
            if (await directory.SignInAsync(credentials, _context.RequestAborted) is { } account)
            {
                return await account.Authenticated;
            }
        }
        catch (OperationCanceledException) when (_context.RequestAborted.IsCancellationRequested)
        {
            return Absent;
        }

        if (logger.IsEnabled(LogLevel.Warning))
        {
            Log.SignInRefused(logger, LogText.Escape(credentials.Readings[0].Name), _context.Connection.RemoteIpAddress);
        }

        return Wrong;
    }
}
