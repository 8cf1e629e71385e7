using Microsoft.AspNetCore.Authorization;

namespace Pan123Dav.Authentication;

/// <summary>
/// Marks an endpoint for any signed-in user: neither a policy of its own nor open to all. Put on when
/// the endpoint is made, so that no request has to find it out.
/// </summary>
internal sealed class AuthenticatedUserMetadata
{
    private static readonly AuthenticatedUserMetadata Instance = new();

    private AuthenticatedUserMetadata()
    {
    }

    /// <summary>
    /// Marks what is so among the endpoints of <paramref name="endpoints"/>, after all that they say of
    /// themselves. One that is not marked takes the ordinary way.
    /// </summary>
    public static void Mark(IEndpointConventionBuilder endpoints) => endpoints.Finally(static endpoint =>
    {
        if (!endpoint.Metadata.Any(static item => item is IAuthorizeData or AuthorizationPolicy or IAllowAnonymous))
        {
            endpoint.Metadata.Add(Instance);
        }
    });
}
