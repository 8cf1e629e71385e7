using System.Security;
using System.Text;

namespace Pan123Dav.Http;

/// <summary>
/// The short <c>DAV:error</c> body of a refusal (RFC 4918 section 16): the precondition where there is
/// one, and a sentence for people in their language. A browser gets a page.
/// </summary>
internal static class DavErrorBody
{
    public static Task WriteAsync(HttpResponse response, string message, string? precondition)
    {
        if (IApiErrorBody.For(response.HttpContext.Request) is { } api)
        {
            return api.WriteAsync(response, message);
        }

        if (BrowserNavigation.Is(response.HttpContext.Request) && response.HttpContext.RequestServices?.GetService<IErrorPage>() is { } page)
        {
            return page.WriteAsync(response, message);
        }

        message = response.HttpContext.Translate(message);
        var condition = precondition is null ? "" : $"<D:{precondition}/>";
        var body = Encoding.UTF8.GetBytes(
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?><D:error xmlns:D=\"DAV:\">{condition}<P:message "
            + $"xmlns:P=\"urn:pan123dav\">{SecurityElement.Escape(message)}</P:message></D:error>");
        response.ContentType = "application/xml; charset=utf-8";
        response.Headers.Append("Vary", "Accept, Accept-Language");
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(response.HttpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }
}
