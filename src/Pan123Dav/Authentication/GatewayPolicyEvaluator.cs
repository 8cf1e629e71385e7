using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Pan123Dav.Authentication;

/// <summary>
/// Answers the one question nearly every request asks, whether somebody is signed in, without the framework's authorization service,
/// which costs more than recognising the credentials did. Every other policy takes the ordinary way.
/// </summary>
internal sealed class GatewayPolicyEvaluator(IAuthorizationService authorization) : PolicyEvaluator(authorization)
{
    /// <summary>Holds for any configured user.</summary>
    public static readonly AuthorizationPolicy SignedIn = new([new GatewayPrincipalRequirement()], []);

    private static readonly Task<PolicyAuthorizationResult> Succeeded = Task.FromResult(PolicyAuthorizationResult.Success());

    public override Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource) =>
        ReferenceEquals(policy, SignedIn) && context.User is GatewayPrincipal
            ? Succeeded
            : base.AuthorizeAsync(policy, authenticationResult, context, resource);
}

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
