using Pan123Dav.Authentication;
using Pan123Dav.Delivery;
using Pan123Dav.Links;
using Pan123Dav.Metadata;

namespace Pan123Dav.Media.SignedFiles;

/// <summary>Files by an address that needs no sign-in: <c>/d/{path}?sign=…</c>, and <c>/p</c>, which AList has for content it passes on.</summary>
internal static class SignedFileExtensions
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Middleware that lets requests with a signature pass authentication and authorization by.</summary>
    /// <param name="services">Those of the application.</param>
    /// <param name="next">The way for all other requests.</param>
    /// <param name="signedIn">The way for requests whose user is known.</param>
    public static RequestDelegate CreateSignedFileMiddleware(this IServiceProvider services, RequestDelegate next, RequestDelegate signedIn) =>
        new SignedFileMiddleware(next, signedIn, services.GetRequiredService<SignedPaths>(), services.GetRequiredService<IUserDirectoryProvider>()).InvokeAsync;

    public static void MapSignedFiles(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var handler = new SignedFileHandler(services.GetRequiredService<DeliverySelector>(), services.GetRequiredService<IEntryMetadata>());
        foreach (var pattern in (string[])["/d/{**path}", "/p/{**path}"])
        {
            endpoints.MapMethods(pattern, Methods, (RequestDelegate)handler.HandleAsync).WithMetadata(SignedFileMetadata.Instance);
        }
    }
}
