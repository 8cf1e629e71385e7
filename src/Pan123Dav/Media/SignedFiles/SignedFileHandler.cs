using Pan123Dav.Authentication;
using Pan123Dav.Delivery;
using Pan123Dav.Http;
using Pan123Dav.Metadata;

namespace Pan123Dav.Media.SignedFiles;

/// <summary>
/// GET and HEAD of <c>/d/{path}</c>: a redirect to a fresh link for both, or the content where the gateway passes it on. Media servers' tools resolve such an
/// address by HEAD, so a HEAD that is redirected costs what a GET costs.
/// </summary>
internal sealed class SignedFileHandler(DeliverySelector deliveries, IEntryMetadata metadata)
{
    public async Task HandleAsync(HttpContext context)
    {
        var path = SignedFilePath.Get(context);
        if (await GatewayPrincipal.GetStorage(context).FindAsync(path, context.RequestAborted) is not { IsCollection: false } entry)
        {
            throw DavException.NotFound();
        }

        if (SignedFilePath.GetSign(context.Request) is null && FetchMetadata.IsForeignEmbedding(context.Request.Headers))
        {
            throw new DavException(StatusCodes.Status403Forbidden, "A page of another site may embed this file by a signed address only.");
        }

        var delivery = deliveries.Select(context, entry);
        if (entry.IsLengthUnsure && delivery.SendsContent)
        {
            await metadata.CompleteAsync(entry, context.RequestAborted);
        }

        var file = Representation.Create(path, entry);
        if (!delivery.SendsContent)
        {
            await deliveries.DeliverAsync(context, delivery, file);
            NeverStore(context.Response);
            return;
        }

        await deliveries.AnswerAsync(context, delivery, file);
    }

    // Tools and proxies keep a redirect for whoever asks next, and this one is in one user's name.
    private static void NeverStore(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Remove("Expires");
    }
}
