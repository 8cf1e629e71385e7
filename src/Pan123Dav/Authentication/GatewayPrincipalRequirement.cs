using Microsoft.AspNetCore.Authorization;

namespace Pan123Dav.Authentication;

/// <summary>Holds for requests of a configured user, whichever scheme told who it is.</summary>
internal sealed class GatewayPrincipalRequirement : AuthorizationHandler<GatewayPrincipalRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, GatewayPrincipalRequirement requirement)
    {
        if (context.User is GatewayPrincipal)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
