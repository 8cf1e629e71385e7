using Microsoft.AspNetCore.Authorization;

namespace Pan123Dav.Media.AListApi;

/// <summary>
/// Holds for everybody: who signs in is found out as everywhere, and who does not is told so in AList's envelope and not by a challenge.
/// An endpoint that allows anonymous requests would have no credentials looked at.
/// </summary>
internal sealed class AnybodyRequirement : AuthorizationHandler<AnybodyRequirement>, IAuthorizationRequirement
{
    public static AuthorizationPolicy Policy { get; } = new([new AnybodyRequirement()], []);

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AnybodyRequirement requirement)
    {
        context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
