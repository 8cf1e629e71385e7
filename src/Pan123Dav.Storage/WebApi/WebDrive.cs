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
        _links = new WebLinks(services, options.BaseUrl, limits);
    }

    /// <summary>Asks.</summary>
    protected WebInterface Web { get; }

    /// <summary>The endpoint that lists a folder.</summary>
    protected abstract string ListPath { get; }

    /// <summary>The endpoint that tells where a file is.</summary>
    protected abstract string LinkPath { get; }

    public Task StartAsync(CancellationToken cancellationToken) => ReadPageAsync(_options.RootFolderId, null, cancellationToken);

    public Task<RemotePage> ReadPageAsync(long folder, string? cursor, CancellationToken cancellationToken) =>
        WebPages.ReadAsync(ListPath, cursor, number => ReadAsync(folder, number, cancellationToken));

    public async Task<SignedLink> CreateLinkAsync(RemoteItem file, LinkRequest request, CancellationToken cancellationToken) =>
        await _links.GetAsync(LinkPath, file, request, link => LocateAsync(file, link), cancellationToken).ConfigureAwait(false);

    /// <summary>What a page is asked for with, but for the sign-in.</summary>
    protected abstract string GetQuery(long folder, long page);

    /// <summary>The same call with what asks where a file is.</summary>
    protected abstract WebCall<DownloadLocation> Asking(WebCall<DownloadLocation> call, RemoteItem file);

    /// <summary>Asks as whoever the mount is for.</summary>
    protected abstract Task<T> CallAsync<T>(WebCall<T> call, CancellationToken cancellationToken);

    /// <summary>Looks at a page before it is read.</summary>
    protected virtual void Check(WebFileList page)
    {
    }

    private async Task<WebFileList> ReadAsync(long folder, long number, CancellationToken cancellationToken)
    {
        var call = new WebCall<WebFileList>(ListPath, WebJson.Default.WebFileList) { Query = GetQuery(folder, number) };
        var page = await CallAsync(call, cancellationToken).ConfigureAwait(false);
        Check(page);
        return page;
    }

    private Task<DownloadLocation> LocateAsync(RemoteItem file, PendingLink link) =>
        CallAsync(Asking(new WebCall<DownloadLocation>(LinkPath, WebJson.Default.DownloadLocation) { Link = link }, file), link.Ended);
}
