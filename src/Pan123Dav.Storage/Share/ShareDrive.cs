using System.Globalization;
using System.Runtime.ExceptionServices;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Storage.Remote.Listings;
using Pan123Dav.Storage.WebApi;

namespace Pan123Dav.Storage.Share;

/// <summary>A share link, asked as 123's web page of it does.</summary>
internal sealed class ShareDrive : WebDrive
{
    private const string NewLinkPath = "v2/share/download/info";

    private readonly ShareOptions _options;

    /// <param name="options">Of the mount.</param>
    /// <param name="services">With clients.</param>
    /// <param name="limits">Of each call; the usual ones when null.</param>
    public ShareDrive(ShareOptions options, StorageServices services, ApiLimits? limits = null)
        : base(options, services, limits) => _options = options;

    protected override string ListPath => "share/get";

    protected override string LinkPath => "share/download/info";

    protected override string GetQuery(RemoteId folder, long page) => string.Create(
        CultureInfo.InvariantCulture,
        $"{WebPages.CommonQuery}&parentFileId={folder.Number}&Page={page}"
        + $"&shareKey={Uri.EscapeDataString(_options.ShareKey)}&SharePwd={Uri.EscapeDataString(_options.SharePassword)}");

    protected override void Check(WebFileList page)
    {
        if (page.Expired is not (null or "" or "0" or "false"))
        {
            throw new StorageException(StorageError.Forbidden, "The share has expired. Ask whoever shared it for another link, and write its ShareKey.");
        }
    }

    protected override WebCall<DownloadLocation> Asking(WebCall<DownloadLocation> call, RemoteItem file)
    {
        var body = new ShareDownload
        {
            ShareKey = _options.ShareKey,
            SharePassword = _options.SharePassword,
            Etag = file.Md5,
            FileId = file.Id.Number,
            S3KeyFlag = file.S3KeyFlag,
            Size = file.Size ?? 0,
        };
        return call.Posting(body, ShareJson.Default.ShareDownload);
    }

    // Newer pages ask elsewhere: where the older endpoint is gone, that one knows.
    protected override async Task<DownloadLocation> LocateAsync(RemoteItem file, PendingLink link, Uri host)
    {
        try
        {
            return await base.LocateAsync(file, link, host).ConfigureAwait(false);
        }
        catch (StorageException fault) when (fault is { IsCallMissing: true } or { Error: StorageError.NotFound, Code: 404 })
        {
            try
            {
                return await LocateNewlyAsync(file, link, host).ConfigureAwait(false);
            }
            catch (StorageException other) when (other.Error is StorageError.Malformed or StorageError.NotFound or StorageError.Unavailable)
            {
                // It knows no more.
                ExceptionDispatchInfo.Throw(fault);
                throw;
            }
        }
    }

    protected override async Task<T> CallAsync<T>(WebCall<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await Web.CallAsync(call with { Token = _options.AccessToken }, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException fault) when (AdviceFor(call.Path, fault) is var (error, advice))
        {
            throw new StorageException(error, $"{fault.Message.TrimEnd('.')}. {advice}", fault) { RetryAfter = fault.RetryAfter };
        }
    }

    private async Task<DownloadLocation> LocateNewlyAsync(RemoteItem file, PendingLink link, Uri host)
    {
        var site = ShareSite.GetAddress(_options.ShareKey);
        var body = new NewShareDownload
        {
            ShareKey = _options.ShareKey,
            SharePassword = _options.SharePassword,
            FileId = file.Id.Number,
            S3KeyFlag = file.S3KeyFlag,
            Size = file.Size ?? 0,
            Etag = file.Md5,
        };
        var call = new WebCall<DownloadLocation>(NewLinkPath, WebJson.Default.DownloadLocation) { Link = link, Host = host, Site = site };
        var found = await CallAsync(call.Posting(body, ShareJson.Default.NewShareDownload), link.Ended).ConfigureAwait(false);
        return new DownloadLocation { DownloadUrl = found.First, Site = site ?? DownloadAddress.GetSite(_options.BaseUrl) };
    }

    private (StorageError Error, string Advice)? AdviceFor(string path, StorageException fault) => fault switch
    {
        { Error: StorageError.SignInRequired } when _options.AccessToken.Length == 0 =>
            (StorageError.SignInRequired,
                "123 gives this only to who has signed in: write the token of any account as AccessToken of the mount "
                + "(123's web page keeps it as authorToken in the browser's local storage)."),
        { Error: StorageError.SignInRequired } =>
            (StorageError.SignInRequired, "The AccessToken of the mount is not valid, or not any more: write a fresh one."),

        // No code for it is documented.
        { Error: StorageError.Unavailable, Code: not null, IsTransient: false } when path == ListPath =>
            (StorageError.Forbidden, "Look at ShareKey and SharePassword of the mount, and whether the share is still there."),
        _ => null,
    };
}
