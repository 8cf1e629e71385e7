using Microsoft.AspNetCore.Authentication;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Logging;

namespace Pan123Dav.Authentication;

/// <summary>
/// Looks at credentials that were not recognised: passwords, and tokens where these are configured. An address that failed too often is
/// refused without a look, right or wrong; only credentials that were recognised lately still work from there.
/// </summary>
internal sealed class CredentialAuthenticator(
    JwtBearerOptionsMonitor jwt, PasswordAuthenticator passwords, SignInThrottle throttle, ILogger<CredentialAuthenticator> logger)
{
    private const int MaxLoggedName = 64;

    /// <summary>
    /// Whether a header value is of a scheme that is looked at. A Bearer value that is no signed token, but may be an API token, is a wrong one of those: it is
    /// too long to be guessed, so it is passed over and held against nobody.
    /// </summary>
    public bool IsKnownScheme(string? authorization) =>
        BasicCredentials.IsBasic(authorization)
        || (jwt.IsConfigured && BearerAuthenticationHandler.IsBearer(authorization)
            && (BearerAuthenticationHandler.IsToken(authorization!) || !ApiTokenTable.MayHoldToken(authorization!)));

    /// <param name="context">The request.</param>
    /// <param name="directory">The users.</param>
    /// <param name="authorization">The one header value; null when there are several.</param>
    /// <returns>
    /// One of the results of <see cref="GatewayAuthenticationHandler"/>, success, or the failure of a <see cref="SignInThrottledException"/>
    /// or <see cref="ProviderUnreachableException"/>.
    /// </returns>
    public async Task<AuthenticateResult> RunAsync(HttpContext context, UserDirectory directory, string? authorization)
    {
        // Read first: an account that is known at an address has a count of its own there.
        BasicCredentials? basic = null;
        var problem = authorization is null ? "there is more than one Authorization header" : null;
        if (BasicCredentials.IsBasic(authorization))
        {
            BasicCredentials.TryRead(authorization!, out basic, out problem);
        }

        if (throttle.GetDelay(context.Connection.RemoteIpAddress, basic?.Readings[0].Name) is { Ticks: > 0 } delay)
        {
            return AuthenticateResult.Fail(new SignInThrottledException(delay));
        }

        try
        {
            return problem is not null ? Refuse(context, problem)
                : basic is not null ? await CheckPasswordAsync(context, directory, basic)
                : await CheckTokenAsync(context, directory, authorization!);
        }
        catch (SignInThrottledException e)
        {
            return AuthenticateResult.Fail(e);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return GatewayAuthenticationHandler.Absent;
        }
    }

    private async Task<AuthenticateResult> CheckPasswordAsync(HttpContext context, UserDirectory directory, BasicCredentials credentials)
    {
        var address = context.Connection.RemoteIpAddress;
        if (await passwords.AuthenticateAsync(directory, credentials, address, context.RequestAborted) is { } account)
        {
            return await account.Authenticated;
        }

        if (logger.IsEnabled(LogLevel.Warning))
        {
            Log.SignInRefused(logger, EscapedText.Escape(credentials.Readings[0].Name, MaxLoggedName), address);
        }

        return GatewayAuthenticationHandler.Wrong;
    }

    private async Task<AuthenticateResult> CheckTokenAsync(HttpContext context, UserDirectory directory, string authorization)
    {
        if (authorization.Length > BasicCredentials.MaxLength)
        {
            return Refuse(context, "they are too long");
        }

        var attempt = throttle.Begin(context.Connection.RemoteIpAddress, name: null);
        Action end = attempt.Abandon;
        try
        {
            // The framework tells what is no token by exceptions, which strangers could have thrown by the thousand.
            var result = BearerAuthenticationHandler.IsToken(authorization)
                ? await context.AuthenticateAsync(BearerAuthenticationHandler.SchemeName)
                : GatewayAuthenticationHandler.Malformed;
            if (result.Succeeded && result.Principal is GatewayPrincipal { Account: var account })
            {
                end = attempt.Succeed;
                directory.Remember(authorization, account, result.Properties?.ExpiresUtc);
                return result;
            }

            if (result.Failure is ProviderUnreachableException)
            {
                return result;
            }

            if (BearerAuthenticationHandler.IsOverdue(result))
            {
                return Refuse(context, "the token's time is over or has not come");
            }

            end = attempt.Fail;
            return Refuse(context, "the token is not valid here");
        }
        finally
        {
            end();
        }
    }

    private AuthenticateResult Refuse(HttpContext context, string problem)
    {
        Log.CredentialsMalformed(logger, context.Connection.RemoteIpAddress, problem);
        return GatewayAuthenticationHandler.Malformed;
    }
}
