using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.WebApi;

/// <summary>Links of the web interface: asked for once, and kept until shortly before they end.</summary>
internal sealed class WebLinks(StorageServices services, Uri baseUrl, ApiLimits limits)
{
    private readonly LinkCache _cache = new(services.TimeProvider, services.PendingLinks);
    private readonly LinkChain _chain = new(services, baseUrl, limits);

    /// <summary>The link to a file.</summary>
    /// <param name="call">The endpoint that tells where it is, for messages.</param>
    /// <param name="file">The file.</param>
    /// <param name="request">Who asks.</param>
    /// <param name="ask">Asks that endpoint.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask<SignedLink> GetAsync(string call, RemoteItem file, LinkRequest request, Func<PendingLink, Task<DownloadLocation>> ask, CancellationToken cancellationToken) => file.Size == 0
        ? throw new StorageException(StorageError.NotFound, "The file is empty, and 123 has no link to such a one.")
        : _cache.GetAsync(
            file.Id,
            request,
            async link => await _chain.FollowAsync(call, (await ask(link).ConfigureAwait(false)).DownloadUrl, link.Ended).ConfigureAwait(false),
            cancellationToken);
}
