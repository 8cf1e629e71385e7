using System.Text;
using Pan123Dav.Delivery.Proxy;
using Pan123Dav.Http;
using Pan123Dav.Links;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>
/// A text for the page to show (<c>?inline</c>): passed on by the gateway, because a page may not read from the hosts that links lead to, and paid for
/// like everything that is. Whatever it is, it comes as plain text in a sandbox: markup of strangers never runs on the gateway's own origin.
/// </summary>
internal sealed class InlineDelivery(ProxyDelivery proxy) : IContentDelivery
{
    /// <summary>The longest text, in bytes.</summary>
    public const long MaxLength = 4 << 20;

    public string Name => DeliveryHeader.Proxy;

    public bool SendsContent => true;

    /// <summary>Whether the request asks for it.</summary>
    public static bool IsAskedFor(HttpRequest request) => request.QueryString.HasValue && request.Query.ContainsKey("inline");

    /// <summary>Refuses what is no text or too long as far as is known now, and makes sure that the answer is nothing but text.</summary>
    /// <exception cref="DavException">415 or 413.</exception>
    public static void Prepare(HttpResponse response, in StorageEntry file)
    {
        if (!TextTypes.Contains(Encoding.ASCII.GetBytes(ContentTypes.GetText(file.Name))))
        {
            throw new DavException(StatusCodes.Status415UnsupportedMediaType, "Only texts can be shown here: download the file, or open it with a player.");
        }

        CheckLength(file.Length);
        response.OnStarting(static state =>
        {
            var answer = (HttpResponse)state;
            if (answer.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent)
            {
                answer.ContentType = "text/plain";
                answer.Headers.XContentTypeOptions = "nosniff";
                answer.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            }

            return Task.CompletedTask;
        }, response);
    }

    public Task DeliverAsync(HttpContext context, Representation file, FileRequest request)
    {
        CheckLength(file.Length);
        context.Features.Set(new MaxContentLength(MaxLength));
        return proxy.DeliverAsync(context, file, request);
    }

    private static void CheckLength(long? length)
    {
        if (length > MaxLength)
        {
            throw TooLong();
        }
    }

    /// <summary>What the client is told of a text that is too long.</summary>
    public static DavException TooLong() => new(StatusCodes.Status413PayloadTooLarge, "This text is larger than 4 MiB: download it instead.");
}
