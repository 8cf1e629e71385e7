using Microsoft.Extensions.Options;
using Pan123Dav.Http;
using Pan123Dav.Metadata;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav.PropFind;

/// <summary>PROPFIND (RFC 4918 section 9.1): the resource itself first, then its members in the owner's order.</summary>
internal sealed class PropFindHandler(IOptionsMonitor<WebDavOptions> options, ResourceResolver resolver, IEntryMetadata metadata)
{
    private readonly PropFindBody _body = new();

    public async Task HandleAsync(HttpContext context)
    {
        var depth = DepthHeader.Parse(context.Request.Headers["Depth"]);
        var resource = await resolver.ResolveAsync(context);
        var request = await _body.ReadAsync(context.Request);
        var settings = options.CurrentValue;
        if (depth == Depth.Infinity && resource.Entry.IsCollection)
        {
            await CheckCountAsync(resource, settings.MaxInfiniteDepthMembers, context.RequestAborted);
        }

        if (request.WantsLengths && depth != Depth.Infinity && metadata.MayLack(resource.Entry))
        {
            await CompleteAsync(resource, depth, context.RequestAborted);
        }

        var minimal = PreferHeader.IsMinimal(context.Request.Headers);
        var response = context.Response;
        response.StatusCode = StatusCodes.Status207MultiStatus;
        response.ContentType = "application/xml; charset=utf-8";
        response.Headers.CacheControl = "private, no-cache";
        if (minimal)
        {
            response.Headers["Preference-Applied"] = "return=minimal";
        }

        using var body = new StreamingBody(response);
        var writer = new MultiStatusWriter(body, request, minimal, settings.UnknownModified);
        writer.Start();
        var href = resource.ToHref();
        writer.WriteSelf(href, resource.Entry, resource.DisplayName);
        if (depth != Depth.Zero && resource.Entry.IsCollection)
        {
            await WriteMembersAsync(writer, body, resource, resource.MembersHref ?? href, depth, context.RequestAborted);
        }

        writer.End();
        await body.CompleteAsync();
    }

    private static async ValueTask WriteMembersAsync(
        MultiStatusWriter writer, StreamingBody body, DavResource resource, byte[] href, Depth depth, CancellationToken cancellationToken)
    {
        var walk = new CollectionWalker(resource.Storage, depth == Depth.Infinity);
        await walk.EnterAsync(resource.Path, resource.Entry, href, cancellationToken);
        while (walk.MoveNext())
        {
            writer.WriteMember(walk.Href, walk.Current);
            if (body.IsFlushDue)
            {
                await body.FlushAsync();
            }

            if (walk.IsDescentDue)
            {
                await walk.DescendAsync(cancellationToken);
            }
        }
    }

    private async ValueTask CompleteAsync(DavResource resource, Depth depth, CancellationToken cancellationToken)
    {
        if (!resource.Entry.IsCollection)
        {
            await metadata.CompleteAsync([resource.Entry], cancellationToken);
        }
        else if (depth == Depth.One)
        {
            await metadata.CompleteAsync(await resource.ListAsync(cancellationToken), cancellationToken);
        }
    }

    // Counted before anything is written, because a status cannot be taken back; stops counting at the limit.
    private static async ValueTask CheckCountAsync(DavResource resource, int limit, CancellationToken cancellationToken)
    {
        CheckIsNear(resource.Entry);
        var walk = new CollectionWalker(resource.Storage, deep: true);
        await walk.EnterAsync(resource.Path, resource.Entry, [], cancellationToken);
        for (var count = 0; walk.MoveNext();)
        {
            if (++count > limit)
            {
                throw new DavException(
                    StatusCodes.Status403Forbidden, "Too many members for infinite depth: ask with Depth 1.", "propfind-finite-depth");
            }

            if (walk.IsDescentDue)
            {
                CheckIsNear(walk.Current);
                await walk.DescendAsync(cancellationToken);
            }
        }
    }

    // Where each folder costs a call, one request must not cost a subtree's.
    private static void CheckIsNear(in StorageEntry collection)
    {
        if (collection.IsRemote)
        {
            throw new DavException(
                StatusCodes.Status403Forbidden, "What is behind this is asked for folder by folder: ask with Depth 1.", "propfind-finite-depth");
        }
    }
}
