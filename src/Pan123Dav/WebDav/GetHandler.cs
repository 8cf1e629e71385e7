using Microsoft.Net.Http.Headers;
using Pan123Dav.Delivery;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav;

/// <summary>GET and HEAD (RFC 9110 section 9.3): a file's content is delivered from elsewhere, a HEAD is answered from the tree and never redirected, a collection shows its members.</summary>
internal sealed class GetHandler(Func<WebDavOptions> options, ResourceResolver resolver, IContentDelivery delivery, IEntryMetadata metadata)
{
    private readonly ListingHandler _listing = new(metadata);

    public async Task HandleAsync(HttpContext context)
    {
        var resource = await resolver.ResolveAsync(context);
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
        if (HttpMethods.IsHead(context.Request.Method) && entry.IsLengthUnsure)
        {
            await metadata.CompleteAsync(entry, context.RequestAborted);
        }

        var modified = entry.Modified is { } seconds ? WireTime.FromUnixSeconds(seconds) : options().UnknownModified;
        var entityTag = EntityTag.ToText(entry);
        delivery.Announce(context, entry);
        if (Preconditions.IsNotModified(context.Request.Headers, entityTag, modified))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            SetValidators(context.Response, entityTag, modified);
        }
        else if (HttpMethods.IsHead(context.Request.Method))
        {
            SetValidators(context.Response, entityTag, modified);
            context.Response.ContentType = ContentTypes.TextOf(entry.Name);
            context.Response.Headers.AcceptRanges = "bytes";
            context.Response.ContentLength = entry.Length;
        }
        else
        {
            var file = new Representation(resource.Path, entry, entityTag, modified, ContentTypes.TextOf(entry.Name));
            await delivery.DeliverAsync(context, resource.Storage, file);
        }
    }

    private static void SetValidators(HttpResponse response, string entityTag, DateTime modified)
    {
        response.Headers.ETag = entityTag;
        response.Headers.LastModified = HeaderUtilities.FormatDate(new DateTimeOffset(modified, TimeSpan.Zero));
    }
}
