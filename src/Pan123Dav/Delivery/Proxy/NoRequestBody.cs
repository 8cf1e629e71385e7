using Microsoft.AspNetCore.Http.Features;

namespace Pan123Dav.Delivery.Proxy;

/// <summary>Tells the forwarder that a GET has no body to pass on, whatever its client sent.</summary>
internal sealed class NoRequestBody : IHttpRequestBodyDetectionFeature
{
    public static readonly NoRequestBody Instance = new();

    private NoRequestBody()
    {
    }

    public bool CanHaveBody => false;
}
