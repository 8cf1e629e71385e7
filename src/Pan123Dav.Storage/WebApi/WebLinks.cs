using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.WebApi;

/// <summary>Links of the web interface: asked for once, and kept until shortly before they end.</summary>
internal sealed class WebLinks(StorageServices services, Uri baseUrl, WebHosts hosts, ApiLimits limits)
{
    private readonly LinkCache _cache = new(services.TimeProvider, services.PendingLinks);
    private readonly LinkChain _chain = new(services, baseUrl, limits);

    /// <summary>The link to a file.</summary>
    /// <param name="call">The endpoint that tells where it is, for messages.</param>
    /// <param name="file">The file.</param>
    /// <param name="request">Who asks.</param>
    /// <param name="ask">Asks that endpoint of a host.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask<SignedLink> GetAsync(
        string call, RemoteItem file, LinkRequest request, Func<PendingLink, Uri, Task<DownloadLocation>> ask, CancellationToken cancellationToken) =>
        file.Size == 0 ? throw new StorageException(StorageError.NotFound, "The file is empty, and 123 has no link to such a one.")
        : _cache.GetAsync(
            file.Id,
            request,
            link => ResolveAsync(call, request.Lifetime.IsRenewal, ask, link),
            cancellationToken);

    // Behind one that was refused a link is tried before it is given out: where risk control refuses it too, the other host's may be taken.
    private async Task<CachedLink> ResolveAsync(string call, bool isRenewal, Func<PendingLink, Uri, Task<DownloadLocation>> ask, PendingLink link)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var host = hosts.SelectForLink();
            try
            {
                var kept = await _chain.FollowAsync(call, await ask(link, host).ConfigureAwait(false), link.Ended).ConfigureAwait(false);
                if (isRenewal || !isFirst || hosts.IsDoubtful(host))
                {
                    await _chain.TryAsync(call, kept.Link, link.Ended).ConfigureAwait(false);
                    hosts.TakeLink(host);
                }

                return kept;
            }
            catch (StorageException fault) when (Turns(host, fault) && isFirst)
            {
            }
        }
    }

    private bool Turns(Uri host, StorageException fault) => LinkChain.IsRiskControl(fault) ? hosts.RefuseLinks(host) : hosts.Leave(host, fault);
}
