using System.Buffers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.IdentityModel.Tokens;

namespace Pan123Dav.Authentication;

/// <summary>
/// HTTP Bearer (RFC 6750) by the framework's handler, which checks the token; who it is for must be a configured user.
/// The framework's messages are left out: they show exceptions for whatever strangers send.
/// <see cref="GatewayAuthenticationHandler"/> asks this one and answers for it.
/// </summary>
internal sealed class BearerAuthenticationHandler(JwtBearerOptionsMonitor jwt, IUserDirectoryProvider users)
    : JwtBearerHandler(jwt, NullLoggerFactory.Instance, UrlEncoder.Default)
{
    public const string SchemeName = JwtBearerDefaults.AuthenticationScheme;

    private static readonly SearchValues<char> Base64Url = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The token was good once, so its time being over is no sign of guessing.</summary>
    public static bool IsOverdue(AuthenticateResult result) => result.Failure is SecurityTokenInvalidLifetimeException;

    /// <summary>Whether a header value is of the Bearer scheme, well-formed or not.</summary>
    public static bool IsBearer(string? authorization) =>
        authorization is not null
        && authorization.StartsWith(SchemeName, StringComparison.OrdinalIgnoreCase)
        && (authorization.Length == SchemeName.Length || authorization[SchemeName.Length] is ' ' or '\t');

    /// <summary>Whether a Bearer header has the outer form of a signed token: three parts of base64url, none of them empty (RFC 7515, 7.1).</summary>
    public static bool IsToken(string authorization)
    {
        var token = authorization.AsSpan(SchemeName.Length).Trim(" \t");
        var parts = 0;
        foreach (var range in token.Split('.'))
        {
            if (++parts > 3 || token[range].IsEmpty || token[range].ContainsAnyExcept(Base64Url))
            {
                return false;
            }
        }

        return parts == 3;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!await jwt.HasKeysAsync().WaitAsync(Context.RequestAborted))
        {
            return AuthenticateResult.Fail(new ProviderUnreachableException());
        }

        var checkedToken = await base.HandleAuthenticateAsync();
        if (!checkedToken.Succeeded)
        {
            return checkedToken;
        }

        // One subject, compared as user names are.
        return checkedToken.Principal.FindAll("sub").ToList() is [var subject] && users.Users.Find(subject.Value) is { } account
            ? AuthenticateResult.Success(new AuthenticationTicket(account.Principal, checkedToken.Properties, SchemeName))
            : GatewayAuthenticationHandler.Wrong;
    }
}
