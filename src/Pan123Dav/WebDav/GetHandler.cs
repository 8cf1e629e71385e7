using Microsoft.Net.Http.Headers;
using Pan123Dav.Delivery;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav;

/// <summary>GET and HEAD (RFC 9110 section 9.3): a file's content is delivered from elsewhere, a HEAD is answered from the tree and never redirected, a collection shows its members.</summary>
internal sealed class GetHandler(Func<WebDavOptions> options, ResourceResolver resolver, IContentDelivery delivery, IEntryMetadata metadata)
{
    public async Task HandleAsync(HttpContext context)
    {
        var resource = await resolver.ResolveAsync(context);
        if (resource.Entry.IsCollection)
        {
            await GetCollectionAsync(context, resource);
            return;
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

    private async ValueTask GetCollectionAsync(HttpContext context, DavResource resource)
    {
        var html = AcceptsHtml(context.Request.Headers.Accept.ToString());
        context.Response.ContentType = html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.Vary = "Accept, Accept-Language";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (html)
        {
            HtmlListing.SetHeaders(context.Response.Headers);
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        if (html && metadata.MayLack(resource.Entry))
        {
            await metadata.CompleteAsync(await resource.ListAsync(context.RequestAborted), context.RequestAborted);
        }

        using var body = new StreamingBody(context.Response);
        var members = await resource.ListAsync(context.RequestAborted);
        if (html)
        {
            await HtmlListing.WriteAsync(body, resource, members, HtmlText.For(context.Request.Headers.AcceptLanguage.ToString()));
        }
        else
        {
            await PlainListing.WriteAsync(body, members);
        }

        await body.CompleteAsync();
    }

    private static bool AcceptsHtml(string accept) => accept.Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static void SetValidators(HttpResponse response, string entityTag, DateTime modified)
    {
        response.Headers.ETag = entityTag;
        response.Headers.LastModified = HeaderUtilities.FormatDate(new DateTimeOffset(modified, TimeSpan.Zero));
    }
}
