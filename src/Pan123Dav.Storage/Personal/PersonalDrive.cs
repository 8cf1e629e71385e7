using System.Globalization;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Listings;
using Pan123Dav.Storage.WebApi;

namespace Pan123Dav.Storage.Personal;

/// <summary>An account's own files, asked as 123's web pages do.</summary>
internal sealed class PersonalDrive : WebDrive
{
    private readonly PersonalSignIn _signIn;

    /// <param name="mount">For messages.</param>
    /// <param name="options">Of the mount.</param>
    /// <param name="services">With clients.</param>
    /// <param name="limits">Of each call; the usual ones when null.</param>
    public PersonalDrive(MountOptions mount, PersonalOptions options, StorageServices services, ApiLimits? limits = null)
        : base(options, services, limits) => _signIn = new PersonalSignIn(mount, options, services, Web);

    protected override string ListPath => "file/list/new";

    protected override string LinkPath => "file/download_info";

    protected override string GetQuery(RemoteId folder, long page) => string.Create(
        CultureInfo.InvariantCulture,
        $"driveId=0&{WebPages.CommonQuery}&parentFileId={folder.Number}&trashed=false&SearchData=&Page={page}"
        + $"&OnlyLookAbnormalFile=0&event=homeListFile&operateType=4&inDirectSpace=false");

    protected override WebCall<DownloadLocation> Asking(WebCall<DownloadLocation> call, RemoteItem file)
    {
        var body = new PersonalDownload
        {
            Etag = file.Md5,
            FileId = file.Id.Number,
            FileName = file.Name,
            S3KeyFlag = file.S3KeyFlag,
            Size = file.Size ?? 0,
        };
        return call.Posting(body, PersonalJson.Default.PersonalDownload);
    }

    protected override Task<T> CallAsync<T>(WebCall<T> call, CancellationToken cancellationToken) =>
        _signIn.Tokens.UseAsync(token => Web.CallAsync(call with { Token = token }, cancellationToken), cancellationToken);
}
