using Microsoft.AspNetCore.Http.Features;

namespace Pan123Dav.Delivery.Proxy;

/// <summary>Tells the forwarder that a GET has no body to pass on, whatever its client sent.</summary>
internal sealed class EmptyRequestBodyFeature : IHttpRequestBodyDetectionFeature
{
    public static readonly EmptyRequestBodyFeature Instance = new();

    private EmptyRequestBodyFeature()
    {
    }

    public bool CanHaveBody => false;
}
