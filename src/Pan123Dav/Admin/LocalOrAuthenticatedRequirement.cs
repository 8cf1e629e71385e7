using System.Net;
using Microsoft.AspNetCore.Authorization;
using Pan123Dav.Authentication;
using Pan123Dav.Network;

namespace Pan123Dav.Admin;

/// <summary>Holds for requests from this machine, and for those of configured users.</summary>
internal sealed class LocalOrAuthenticatedRequirement : AuthorizationHandler<LocalOrAuthenticatedRequirement>, IAuthorizationRequirement
{
    public static AuthorizationPolicy Policy { get; } = new([new LocalOrAuthenticatedRequirement()], []);

    /// <summary>
    /// Whether somebody on this machine asks for this machine. A reverse proxy on it sends everybody's requests from here; it is told by the name that it was
    /// asked for, or by any header that proxies add.
    /// </summary>
    public static bool IsLocalRequest(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLoopback(context.Request.Host.Host)
        && !context.Request.Headers.Any(header => ForwardingHeaders.IsForwarding(header.Key));

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, LocalOrAuthenticatedRequirement requirement)
    {
        if (context.User is GatewayPrincipal || (context.Resource is HttpContext request && IsLocalRequest(request)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
