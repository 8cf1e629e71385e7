using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.WebApi;

/// <summary>What is asked as 123's web pages ask: pages of folders, and the way from a file to its content.</summary>
internal abstract class WebDrive : IRemoteDrive
{
    private readonly RemoteOptions _options;
    private readonly WebLinks _links;

    /// <param name="options">Of the mount.</param>
    /// <param name="services">With clients.</param>
    /// <param name="limits">Of each call; the usual ones when null.</param>
    protected WebDrive(RemoteOptions options, StorageServices services, ApiLimits? limits)
    {
        limits ??= new ApiLimits();
        _options = options;
        Web = new WebInterface(options.BaseUrl, services, limits);
        _links = new WebLinks(services, options.BaseUrl, Web.Hosts, limits);
    }

    /// <summary>The interface that this drive calls.</summary>
    protected WebInterface Web { get; }

    /// <summary>The endpoint that lists a folder.</summary>
    protected abstract string ListPath { get; }

    /// <summary>The endpoint that tells where a file is.</summary>
    protected abstract string LinkPath { get; }

    public Task StartAsync(CancellationToken cancellationToken) => ReadPageAsync(_options.Root, null, cancellationToken);

    public Task<RemotePage> ReadPageAsync(RemoteId folder, string? cursor, CancellationToken cancellationToken) =>
        WebPages.ReadAsync(ListPath, cursor, number => ReadAsync(folder, number, cancellationToken));

    public async Task<SignedLink> CreateLinkAsync(RemoteItem file, LinkRequest request, CancellationToken cancellationToken) =>
        await _links.GetAsync(LinkPath, file, request, (link, host) => LocateAsync(file, link, host), cancellationToken).ConfigureAwait(false);

    /// <summary>What a page is asked for with, but for the sign-in.</summary>
    protected abstract string GetQuery(RemoteId folder, long page);

    /// <summary>The same call with what asks where a file is.</summary>
    protected abstract WebCall<DownloadLocation> Asking(WebCall<DownloadLocation> call, RemoteItem file);

    /// <summary>Asks as whoever the mount is for.</summary>
    protected abstract Task<T> CallAsync<T>(WebCall<T> call, CancellationToken cancellationToken);

    /// <summary>Looks at a page before it is read.</summary>
    protected virtual void Check(WebFileList page)
    {
    }

    /// <summary>Asks where a file is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="link">Who waits for it.</param>
    /// <param name="host">Who is asked.</param>
    protected virtual Task<DownloadLocation> LocateAsync(RemoteItem file, PendingLink link, Uri host) =>
        CallAsync(Asking(new WebCall<DownloadLocation>(LinkPath, WebJson.Default.DownloadLocation) { Link = link, Host = host }, file), link.Ended);

    private async Task<WebFileList> ReadAsync(RemoteId folder, long number, CancellationToken cancellationToken)
    {
        var call = new WebCall<WebFileList>(ListPath, WebJson.Default.WebFileList) { Query = GetQuery(folder, number) };
        var page = await CallAsync(call, cancellationToken).ConfigureAwait(false);
        Check(page);
        return page;
    }
}
