using System.Net;
using Microsoft.AspNetCore.Authorization;
using Pan123Dav.Authentication;

namespace Pan123Dav.Metrics;

/// <summary>Holds for requests from this machine, and for those of configured users.</summary>
internal sealed class FromHereOrSignedIn : AuthorizationHandler<FromHereOrSignedIn>, IAuthorizationRequirement
{
    public static AuthorizationPolicy Policy { get; } = new([new FromHereOrSignedIn()], []);

    // A reverse proxy on this machine that is no known one sends everybody's requests from here.
    public static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, FromHereOrSignedIn requirement)
    {
        if (context.User is GatewayPrincipal || (context.Resource is HttpContext request && IsFromHere(request)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
