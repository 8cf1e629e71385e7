using Pan123Dav.Http;
using Pan123Dav.Metadata;
using Pan123Dav.Page;

namespace Pan123Dav.WebDav.Listing;

/// <summary>GET and HEAD of a collection: its members as a page, as text or as JSON, streamed as they come.</summary>
internal sealed class ListingHandler(IEntryMetadata metadata)
{
    public async ValueTask HandleAsync(HttpContext context, DavResource resource)
    {
        var format = ListingNegotiation.Choose(context.Request);
        SetHeaders(context.Response, format);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        if (format != ListingFormat.Text && metadata.MayLack(resource.Entry))
        {
            await metadata.CompleteAsync(await resource.ListAsync(context.RequestAborted), context.RequestAborted);
        }

        using var body = new StreamingBody(context.Response);
        var members = await resource.ListAsync(context.RequestAborted);
        switch (format)
        {
            case ListingFormat.Html:
                await HtmlListing.WriteAsync(body, resource, members, HtmlText.For(context.Request.Headers.AcceptLanguage.ToString()));
                break;
            case ListingFormat.Json:
                await JsonListing.WriteAsync(body, resource, members);
                break;
            default:
                await TextListing.WriteAsync(body, members);
                break;
        }

        await body.CompleteAsync();
    }

    private static void SetHeaders(HttpResponse response, ListingFormat format)
    {
        response.ContentType = ListingNegotiation.ContentType(format);
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Accept, Accept-Language";
        response.Headers.XContentTypeOptions = "nosniff";
        if (format == ListingFormat.Html)
        {
            HtmlListing.SetHeaders(response.Headers);
        }
    }
}
