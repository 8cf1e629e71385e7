using Microsoft.AspNetCore.Authorization;

namespace Pan123Dav.Authentication;

/// <summary>
/// Marks an endpoint that any signed-in user may call: it has no policy of its own and is not anonymous. Added when
/// the endpoint is built, so that no request has to look.
/// </summary>
internal sealed class AuthenticatedUserMetadata
{
    private static readonly AuthenticatedUserMetadata Instance = new();

    private AuthenticatedUserMetadata()
    {
    }

    /// <summary>
    /// Adds the marker to those of <paramref name="endpoints"/> without authorization metadata, after all other
    /// conventions have run. An endpoint without the marker takes the ordinary way.
    /// </summary>
    public static void Mark(IEndpointConventionBuilder endpoints) => endpoints.Finally(static endpoint =>
    {
        if (!endpoint.Metadata.Any(static item => item is IAuthorizeData or AuthorizationPolicy or IAllowAnonymous))
        {
            endpoint.Metadata.Add(Instance);
        }
    });
}
