using Microsoft.Extensions.Logging;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.WebDav;

/// <summary>The files of an upstream WebDAV server.</summary>
internal sealed class WebDavDrive : IRemoteDrive
{
    private const int MaxWarnings = 10_000;

    private readonly UpstreamClient _client;
    private readonly WebDavListings _listings;
    private readonly WebDavLinks _links;
    private readonly LinkCache _kept;
    private readonly MountOptions _mount;
    private readonly ILogger _logger;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<RemoteId, bool> _warned = [];

    /// <param name="mount">For messages.</param>
    /// <param name="options">Of the mount.</param>
    /// <param name="services">With clients.</param>
    /// <param name="limits">Of each call; the usual ones when null.</param>
    public WebDavDrive(MountOptions mount, WebDavOptions options, StorageServices services, ApiLimits? limits = null)
    {
        _mount = mount;
        _logger = services.LoggerFactory.CreateLogger<WebDavDrive>();
        _client = new UpstreamClient(options, services, limits ?? new ApiLimits { Attempt = TimeSpan.FromSeconds(45) });
        _listings = new WebDavListings(_client, _client.CreatePace(services.Rates, "listings"), Drop);
        _links = new WebDavLinks(_client, _listings, services);
        _kept = new LinkCache(services.TimeProvider, services.PendingLinks);
    }

    public bool DoubtsEmptyFolders => true;

    public bool IsSignInRefused => _client.IsSignInRefused;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await _listings.WakeAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new StorageException(StorageError.Unavailable, $"{_client.Options.Service} has nothing at this address. Look at Url.");
        }
    }

    public async Task<RemotePage> ReadPageAsync(RemoteId folder, string? cursor, CancellationToken cancellationToken)
    {
        try
        {
            return new RemotePage(await _listings.ReadAsync(folder, cancellationToken).ConfigureAwait(false), null);
        }
        catch (StorageException fault) when (fault.Error == StorageError.NotFound)
        {
            // One 404 proves nothing: the server may have been asleep. Where all of it is gone, no folder is.
            if (!await _listings.WakeAsync(cancellationToken).ConfigureAwait(false) && folder != _client.Options.Root)
            {
                throw new StorageException(
                    StorageError.Unavailable, $"{_client.Options.Service} has nothing at the mount's address just now. Look at Url.", fault);
            }

            return new RemotePage(await _listings.ReadAsync(folder, cancellationToken).ConfigureAwait(false), null);
        }
    }

    public async Task<SignedLink> CreateLinkAsync(RemoteItem file, LinkRequest request, CancellationToken cancellationToken) =>
        await _kept.GetAsync(file.Id, request, link => _links.ResolveAsync(file, link), cancellationToken).ConfigureAwait(false);

    /// <summary>The address of a file at the server.</summary>
    public string GetUrl(RemoteItem file) => WebDavPath.ToUri(_client.Options.BaseUrl, file.Id.Path!, isCollection: false).AbsoluteUri;

    /// <summary>Whether the server gives a file to who brings no credentials.</summary>
    public Task<bool> IsPublicAsync(RemoteItem file, CancellationToken cancellationToken) => _links.IsPublicAsync(file, cancellationToken);

    private void Drop(RemoteId folder, int members)
    {
        if (_warned.Count < MaxWarnings && _warned.TryAdd(folder, true))
        {
            WebDavLog.Dropped(_logger, _mount.ToString(), folder, members);
        }
    }
}
