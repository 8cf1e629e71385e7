using Pan123Dav.Delivery;
using Pan123Dav.Http;
using Pan123Dav.Metadata;
using Pan123Dav.WebDav.Listing;

namespace Pan123Dav.WebDav;

/// <summary>
/// GET and HEAD (RFC 9110 section 9.3): a file's content is delivered from elsewhere, a HEAD is answered
/// from the tree and never redirected, a collection shows its members.
/// </summary>
internal sealed class GetHandler(
    ResourceResolver resolver, DeliverySelector deliveries, IEntryMetadata metadata, ICollectionPage page, OtherRepresentation? other)
{
    private readonly ListingHandler _listing = new(metadata, page);

    public async Task HandleAsync(HttpContext context)
    {
        var resource = await resolver.ResolveAsync(context);
        if (other is not null && await other(context, resource.Storage, resource.Path, resource.Entry))
        {
            return;
        }

        if (resource.Entry.IsCollection)
        {
            await _listing.HandleAsync(context, resource);
            return;
        }

        if (HttpMethods.IsGet(context.Request.Method) && FetchMetadata.IsForeignEmbedding(context.Request.Headers))
        {
            throw new DavException(StatusCodes.Status403Forbidden, "A page of another site may link to this file, but not embed it.");
        }

        var entry = resource.Entry;
        var delivery = deliveries.Select(context, entry);
        if (entry.IsLengthUnsure && (HttpMethods.IsHead(context.Request.Method) || delivery.SendsContent))
        {
            await metadata.CompleteAsync(entry, context.RequestAborted);
        }

        await deliveries.AnswerAsync(context, delivery, Representation.Create(resource.Path, entry));
    }
}
