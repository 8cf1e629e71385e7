using Microsoft.Extensions.Options;
using Pan123Dav.Delivery;
using Pan123Dav.Http;
using Pan123Dav.Metadata;
using Pan123Dav.Storage;
using Pan123Dav.WebDav.PropFind;

namespace Pan123Dav.WebDav;

/// <summary>The door to the protocol layer.</summary>
internal static class DavEndpoints
{
    /// <summary>
    /// Maps paths: OPTIONS for everybody, the rest by the application's authorization policy.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="options">The options of the moment.</param>
    /// <param name="storageOf">What the user of an authorized request may see.</param>
    /// <param name="metadata">Finds out what trees do not say.</param>
    /// <param name="prefix">Maps only what is below this path.</param>
    /// <param name="other">Answers a GET or HEAD that asks for something else made of a resource; null where there is nothing else.</param>
    public static void MapWebDav(
        this IEndpointRouteBuilder endpoints, IOptionsMonitor<WebDavOptions> options, Func<HttpContext, IStorage> storageOf, IEntryMetadata metadata,
        string prefix = "", OtherRepresentation? other = null)
    {
        var resolver = new ResourceResolver(options, storageOf);
        var services = endpoints.ServiceProvider;
        var get = new GetHandler(resolver, services.GetRequiredService<DeliverySelector>(), metadata, services.GetRequiredService<ICollectionPage>(), other);
        var propFind = new PropFindHandler(options, resolver, metadata);

        endpoints.MapMethods(prefix + "/{**path}", [HttpMethods.Options], (RequestDelegate)OptionsHandler.HandleAsync).AllowAnonymous();
        endpoints.Map(prefix + "/{**path}", (RequestDelegate)(context => context.Request.Method switch
        {
            "GET" or "HEAD" => get.HandleAsync(context),
            "PROPFIND" => propFind.HandleAsync(context),
            _ => throw new DavException(StatusCodes.Status405MethodNotAllowed, "This drive is read-only."),
        }));
    }
}
