using System.Security.Claims;
using Pan123Dav.Storage;

namespace Pan123Dav.Authentication;

/// <summary>A signed-in user of the gateway. One instance an account, so that a request allocates none; treat it as immutable.</summary>
public sealed class GatewayPrincipal : ClaimsPrincipal
{
    internal GatewayPrincipal(UserAccount account)
        : base(new ClaimsIdentity([new Claim(ClaimTypes.Name, account.Name)], "Pan123Dav")) => Account = account;

    /// <summary>Who it is.</summary>
    public UserAccount Account { get; }

    /// <summary>Whether the user's API token, or a link that it signed, says who it is: what such a request may do ends when the token is replaced.</summary>
    internal bool IsByToken { get; init; }

    /// <summary>The name of the user who sent this request; null for nobody.</summary>
    public static string? GetName(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (context.User as GatewayPrincipal)?.Account.Name;
    }

    /// <summary>Whether an administrator sent this request.</summary>
    public static bool IsAdmin(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User is GatewayPrincipal { Account.IsAdmin: true };
    }

    /// <summary>The tree as the sender of this request sees it.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint was mapped without authorization.</exception>
    public static IStorage GetStorage(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User is GatewayPrincipal principal
            ? principal.Account.Storage
            : throw new InvalidOperationException("No user is signed in, so there is no storage to show. The endpoint must require authorization.");
    }
}
