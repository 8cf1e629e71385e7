using System.Text;
using Microsoft.Extensions.Options;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav;

/// <summary>Finds what a request is about, or answers 404.</summary>
/// <param name="options">The options of the moment.</param>
/// <param name="storageOf">What the request's user may see.</param>
internal sealed class ResourceResolver(IOptionsMonitor<WebDavOptions> options, Func<HttpContext, IStorage> storageOf)
{
    private PathBaseParentStorage? _serverRoot;

    public async ValueTask<DavResource> ResolveAsync(HttpContext context)
    {
        var requested = DavPath.From(context);
        var pathBase = options.CurrentValue.PathBase;
        var storage = pathBase.IsRoot ? new RootStorage(storageOf(context)) : storageOf(context);
        if (requested.Path.TryRelativeTo(pathBase, out var path))
        {
            var entry = await storage.FindAsync(path, context.RequestAborted) ?? throw DavException.NotFound();
            return new DavResource(storage, path, entry, requested, GetPrefix(context));
        }

        if (pathBase.TryRelativeTo(requested.Path, out _))
        {
            var drive = await storage.FindAsync(StoragePath.Root, context.RequestAborted);
            var root = GetServerRoot(pathBase, drive?.Modified);
            var prefix = GetPrefix(context);
            return new DavResource(root, StoragePath.Root, root.Root, requested, prefix, [.. prefix, .. root.MembersHref]);
        }

        throw DavException.NotFound();
    }

    private static byte[] GetPrefix(HttpContext context) => context.Request.PathBase is { HasValue: true, Value: var prefix }
        ? DavPath.EncodeHref(Encoding.UTF8.GetBytes(prefix[1..]), collection: false)
        : [];

    private PathBaseParentStorage GetServerRoot(StoragePath pathBase, long? modified)
    {
        var root = _serverRoot;
        if (root is null || root.Root.Modified != modified)
        {
            _serverRoot = root = new PathBaseParentStorage(pathBase, modified);
        }

        return root;
    }
}
