namespace Pan123Dav.Http;

/// <summary>Writes refusals under <see cref="Path"/>, which are no <c>DAV:error</c>.</summary>
internal interface IApiErrorBody
{
    /// <summary>Where it is asked.</summary>
    const string Path = "/api/v1";

    /// <summary>Writes the body for the status that the answer has already.</summary>
    /// <param name="response">Not yet begun.</param>
    /// <param name="message">The English sentence for programs.</param>
    Task WriteAsync(HttpResponse response, string message);

    /// <summary>The one for a request; null where errors are written as everywhere.</summary>
    static IApiErrorBody? For(HttpRequest request) =>
        request.Path.StartsWithSegments(Path) ? request.HttpContext.RequestServices?.GetService<IApiErrorBody>() : null;
}
