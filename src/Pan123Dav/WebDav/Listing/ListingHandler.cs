using Pan123Dav.Http;
using Pan123Dav.Metadata;

namespace Pan123Dav.WebDav.Listing;

/// <summary>GET and HEAD of a collection: its members as a page, as text or as JSON, streamed as they come.</summary>
internal sealed class ListingHandler(IEntryMetadata metadata, ICollectionPage page)
{
    public async ValueTask HandleAsync(HttpContext context, DavResource resource)
    {
        var format = ListingNegotiation.Choose(context.Request);
        SetHeaders(context, format);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        if (format != ListingFormat.Text && metadata.MayLack(resource.Entry))
        {
            await metadata.CompleteAsync(await resource.ListAsync(context.RequestAborted), context.RequestAborted);
        }

        if (format == ListingFormat.Html)
        {
            await page.WriteAsync(context, resource.ToView());
            return;
        }

        using var body = new StreamingBody(context.Response);
        var members = await resource.ListAsync(context.RequestAborted);
        await (format == ListingFormat.Json ? JsonListing.WriteAsync(body, resource, members) : TextListing.WriteAsync(body, members));
        await body.CompleteAsync();
    }

    private void SetHeaders(HttpContext context, ListingFormat format)
    {
        var response = context.Response;
        response.ContentType = ListingNegotiation.ContentType(format);
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Accept, Accept-Language";
        response.Headers.XContentTypeOptions = "nosniff";
        if (format == ListingFormat.Html)
        {
            page.SetHeaders(context);
        }
    }
}
