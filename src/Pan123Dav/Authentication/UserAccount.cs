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
        var ticket = new AuthenticationTicket(Principal, GatewayAuthenticationHandler.SchemeName);
        Authenticated = Task.FromResult(AuthenticateResult.Success(ticket));
    }

    /// <summary>The configured name, whatever spelling with a domain the client used.</summary>
    public string Name { get; }

    /// <summary>Whether the user may use <c>/api</c>.</summary>
    public bool IsAdmin { get; }

    /// <summary>The tree as this user sees it.</summary>
    public IStorage Storage { get; }

    /// <summary>Stands for the user in <see cref="HttpContext.User"/>.</summary>
    public GatewayPrincipal Principal { get; }

    // Shared by all requests: nothing in the framework writes to the properties of a ticket that is not signed in with.
    internal Task<AuthenticateResult> Authenticated { get; }
}
