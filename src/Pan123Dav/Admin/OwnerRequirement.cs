using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Authentication;
using Pan123Dav.Links.RemoteAuthentication;

namespace Pan123Dav.Admin;

/// <summary>Holds for configured users, and for the owner's commands, which prove that they can read the gateway's key.</summary>
internal sealed class OwnerRequirement : AuthorizationHandler<OwnerRequirement>, IAuthorizationRequirement
{
    public static AuthorizationPolicy Policy { get; } = new([new OwnerRequirement()], []);

    /// <summary>Whether this request is one of the owner's commands.</summary>
    public static bool IsOwner(HttpContext context)
    {
        var services = context.RequestServices;
        return context.Request.Headers.TryGetValue(OwnerProof.Header, out var value)
            && services.GetRequiredService<RemoteAuthenticationProvider>().State is { Key: var key }
            && OwnerProof.Verify(
                key,
                value,
                context.Request.Method,
                context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                services.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OwnerRequirement requirement)
    {
        if (context.User is GatewayPrincipal || (context.Resource is HttpContext request && IsOwner(request)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
