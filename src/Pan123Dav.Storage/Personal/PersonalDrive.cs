using System.Globalization;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.WebApi;

namespace Pan123Dav.Storage.Personal;

/// <summary>An account's own files, asked as 123's web pages do.</summary>
internal sealed class PersonalDrive : IRemoteDrive
{
    private const string ListPath = "file/list/new";
    private const string LinkPath = "file/download_info";

    private readonly PersonalOptions _options;
    private readonly WebInterface _web;
    private readonly WebLinks _links;
    private readonly PersonalSignIn _signIn;

    /// <param name="mount">For messages.</param>
    /// <param name="options">Of the mount.</param>
    /// <param name="services">With clients.</param>
    /// <param name="limits">Of each call; the usual ones when null.</param>
    public PersonalDrive(MountOptions mount, PersonalOptions options, StorageServices services, ApiLimits? limits = null)
    {
        limits ??= new ApiLimits();
        _options = options;
        _web = new WebInterface(options.BaseUrl, services, limits);
        _links = new WebLinks(services, options.BaseUrl, limits);
        _signIn = new PersonalSignIn(mount, options, services, _web);
    }

    public Task StartAsync(CancellationToken cancellationToken) => ReadPageAsync(_options.RootFolderId, null, cancellationToken);

    public Task<RemotePage> ReadPageAsync(long folder, string? cursor, CancellationToken cancellationToken) =>
        WebPages.ReadAsync(ListPath, cursor, number => ReadAsync(folder, number, cancellationToken));

    public async Task<SignedLink> CreateLinkAsync(RemoteItem file, LinkLifetime lifetime, CancellationToken cancellationToken) =>
        await _links.GetAsync(LinkPath, file, lifetime.IsRenewal, () => LocateAsync(file), cancellationToken).ConfigureAwait(false);

    private Task<WebFileList> ReadAsync(long folder, long page, CancellationToken cancellationToken)
    {
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"driveId=0&{WebPages.CommonQuery}&parentFileId={folder}&trashed=false&SearchData=&Page={page}&OnlyLookAbnormalFile=0&event=homeListFile&operateType=4&inDirectSpace=false");
        return CallAsync(new WebCall<WebFileList>(ListPath, WebJson.Default.WebFileList) { Query = query }, cancellationToken);
    }

    private Task<DownloadLocation> LocateAsync(RemoteItem file)
    {
        var body = new PersonalDownload
        {
            Etag = file.Md5,
            FileId = file.Id,
            FileName = file.Name,
            S3KeyFlag = file.S3KeyFlag,
            Size = file.Size,
        };
        return CallAsync(new WebCall<DownloadLocation>(LinkPath, WebJson.Default.DownloadLocation).Posting(body, WebJson.Default.PersonalDownload), CancellationToken.None);
    }

    private async Task<T> CallAsync<T>(WebCall<T> call, CancellationToken cancellationToken)
    {
        var token = await _signIn.GetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _web.CallAsync(call with { Token = token }, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException fault) when (fault.IsTokenRefused)
        {
            token = await _signIn.ReplaceAsync(token, cancellationToken).ConfigureAwait(false);
            return await _web.CallAsync(call with { Token = token }, cancellationToken).ConfigureAwait(false);
        }
    }
}
