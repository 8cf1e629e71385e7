using System.Net;
using Microsoft.AspNetCore.Authorization;
using Pan123Dav.Authentication;
using Pan123Dav.Network;

namespace Pan123Dav.Metrics;

/// <summary>Holds for requests from this machine, and for those of configured users.</summary>
internal sealed class FromHereOrSignedIn : AuthorizationHandler<FromHereOrSignedIn>, IAuthorizationRequirement
{
    public static AuthorizationPolicy Policy { get; } = new([new FromHereOrSignedIn()], []);

    /// <summary>
    /// Whether somebody on this machine asks for this machine. A reverse proxy on it sends everybody's requests from here; it is told by the name that it was
    /// asked for, or by any header that proxies add.
    /// </summary>
    public static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLoopback(context.Request.Host.Host)
        && !context.Request.Headers.Any(header => ForwardingHeaders.IsForwarding(header.Key));

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, FromHereOrSignedIn requirement)
    {
        if (context.User is GatewayPrincipal || (context.Resource is HttpContext request && IsFromHere(request)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
