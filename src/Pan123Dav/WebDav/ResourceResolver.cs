using Pan123Dav.Storage;

namespace Pan123Dav.WebDav;

/// <summary>Finds what a request is about, or answers 404.</summary>
/// <param name="options">The options of the moment.</param>
/// <param name="storageOf">What the request's user may see.</param>
internal sealed class ResourceResolver(Func<WebDavOptions> options, Func<HttpContext, IStorage> storageOf)
{
    private ServerRoot? _serverRoot;

    public async ValueTask<DavResource> ResolveAsync(HttpContext context)
    {
        var requested = DavPath.Of(context);
        var pathBase = options().PathBase;
        if (requested.Path.TryRelativeTo(pathBase, out var path))
        {
            var storage = storageOf(context);
            var entry = await storage.FindAsync(path, context.RequestAborted) ?? throw DavException.NotFound();
            return new DavResource(storage, path, entry, requested);
        }

        if (pathBase.TryRelativeTo(requested.Path, out _))
        {
            var root = _serverRoot ??= new ServerRoot(pathBase);
            return new DavResource(root, StoragePath.Root, root.Root, requested, root.MembersHref);
        }

        throw DavException.NotFound();
    }
}
