using Microsoft.AspNetCore.Authentication;
using Pan123Dav.Storage;

namespace Pan123Dav.Authentication;

/// <summary>A configured user: everything a request needs to know about who sent it, made once and shared by all of that user's requests.</summary>
public sealed class UserAccount
{
    internal UserAccount(string name, IStorage storage, bool isAdmin = false)
    {
        Name = name;
        IsAdmin = isAdmin;
        Storage = storage;
        Principal = new GatewayPrincipal(this);
        TokenPrincipal = new GatewayPrincipal(this) { IsByToken = true };
        Authenticated = Task.FromResult(CreateResult(Principal));
        AuthenticatedByToken = Task.FromResult(CreateResult(TokenPrincipal));
    }

    /// <summary>The configured name, whatever spelling with a domain the client used.</summary>
    public string Name { get; }

    /// <summary>Whether the user may use <c>/api</c>.</summary>
    public bool IsAdmin { get; }

    /// <summary>The tree as this user sees it.</summary>
    public IStorage Storage { get; }

    /// <summary>Stands for the user in <see cref="HttpContext.User"/>.</summary>
    public GatewayPrincipal Principal { get; }

    /// <summary>Stands for the user when a request came by the user's API token or by a link that it signed.</summary>
    internal GatewayPrincipal TokenPrincipal { get; }

    /// <summary>Changes with the password: what was signed with another one is nobody's. Never leaves the process.</summary>
    internal byte[] CredentialStamp { get; init; } = [];

    // Shared by all requests: nothing in the framework writes to the properties of a ticket that is not signed in with.
    internal Task<AuthenticateResult> Authenticated { get; }

    internal Task<AuthenticateResult> AuthenticatedByToken { get; }

    private static AuthenticateResult CreateResult(GatewayPrincipal principal) =>
        AuthenticateResult.Success(new AuthenticationTicket(principal, GatewayAuthenticationHandler.SchemeName));
}
