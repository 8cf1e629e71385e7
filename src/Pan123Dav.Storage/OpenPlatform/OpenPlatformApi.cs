using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Storage.Remote.Tokens;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>
/// The calls of 123's open platform. Parameters are named as 123 names them, letter case included: <c>fileId</c> here and <c>fileID</c> there.
/// </summary>
internal sealed class OpenPlatformApi
{
    /// <summary>The most that 123 gives a page.</summary>
    public const int PageSize = 100;

    // 123 counts a token as a sign-in of a device and keeps three; asking too often is refused.
    private static readonly TokenRenewalOptions Rules = new(MinBetween: TimeSpan.FromMinutes(1),
        AfterRefusal: TimeSpan.FromMinutes(10), Early: TimeSpan.FromMinutes(5));

    private readonly OpenPlatformOptions _options;
    private readonly ApiClient _client;
    private readonly AccessTokenProvider _tokens;
    private readonly TimeProvider _timeProvider;
    private readonly EndpointRateLimiter _fileList;
    private readonly EndpointRateLimiter _downloadInfo;
    private readonly EndpointRateLimiter _directLinkUrl;
    private readonly EndpointRateLimiter _directLinkLog;
    private readonly EndpointRateLimiter _userInfo;
    private readonly EndpointRateLimiter _accessToken;

    public OpenPlatformApi(OpenPlatformOptions options, ApiClient client, StorageServices services)
    {
        _options = options;
        _client = client;
        _timeProvider = services.TimeProvider;
        var key = TokenKey.Create(MountType.OpenPlatform, options.BaseUrl, options.ClientId, options.ClientSecret);
        _tokens = new AccessTokenProvider(AskTokenAsync, key, Rules, services);
        _fileList = CreatePace(services.Rates.FileList, "file-list");
        _downloadInfo = CreatePace(services.Rates.DownloadInfo, "download-info");
        _directLinkUrl = CreatePace(services.Rates.DirectLinkUrl, "direct-link-url");
        _directLinkLog = CreatePace(services.Rates.DirectLinkLog, "direct-link-log");
        _userInfo = CreatePace(services.Rates.UserInfo, "user-info");
        _accessToken = CreatePace(services.Rates.AccessToken, "access-token");

        EndpointRateLimiter CreatePace(ApiRate rate, string name) => new(rate, client.TimeProvider, $"{key[..16]}/{name}");
    }

    /// <summary>Gets a token unless there is one that serves.</summary>
    public async Task SignInAsync(CancellationToken cancellationToken) => await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);

    public Task<FileListData> ReadPageAsync(long folder, string? lastFileId, CancellationToken cancellationToken) => AskAsync(
        "v2/file/list",
        _fileList,
        string.Create(CultureInfo.InvariantCulture,
            $"api/v2/file/list?parentFileId={folder}&limit={PageSize}{(lastFileId is null ? "" : $"&lastFileId={Uri.EscapeDataString(lastFileId)}")}"),
        OpenPlatformJson.Default.FileListData,
        cancellationToken);

    public Task<DownloadInfoData> GetDownloadInfoAsync(long file, PendingLink link) => AskAsync(
        "file/download_info",
        _downloadInfo,
        string.Create(CultureInfo.InvariantCulture, $"api/v1/file/download_info?fileId={file}"),
        OpenPlatformJson.Default.DownloadInfoData,
        link.Ended,
        link);

    public Task<DirectLinkUrlData> GetDirectLinkUrlAsync(long file, PendingLink link) => AskAsync(
        "direct-link/url",
        _directLinkUrl,
        string.Create(CultureInfo.InvariantCulture, $"api/v1/direct-link/url?fileID={file}"),
        OpenPlatformJson.Default.DirectLinkUrlData,
        link.Ended,
        link);

    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="link">The link that needs it; null for none.</param>
    public Task<UserInfoData> GetUserInfoAsync(CancellationToken cancellationToken, PendingLink? link = null) =>
        AskAsync("user/info", _userInfo, "api/v1/user/info", OpenPlatformJson.Default.UserInfoData, cancellationToken, link);

    public Task<DirectLinkLogData> ReadDirectLinkLogAsync(DateTimeOffset first, DateTimeOffset last, int page, CancellationToken cancellationToken) => AskAsync(
        "direct-link/log",
        _directLinkLog,
        string.Create(
            CultureInfo.InvariantCulture,
            $"api/v1/direct-link/log?pageNum={page}&pageSize={PageSize}"
            + $"&startTime={Uri.EscapeDataString(ApiTime.Format(first))}&endTime={Uri.EscapeDataString(ApiTime.Format(last))}"),
        OpenPlatformJson.Default.DirectLinkLogData,
        cancellationToken);

    private Task<T> AskAsync<T>(string name, EndpointRateLimiter pace, string pathAndQuery,
        JsonTypeInfo<T> data, CancellationToken cancellationToken, PendingLink? link = null) => _tokens.UseAsync(
        token => _client.CallAsync(new ApiCall<T>(name, pace, () => CreateRequest(HttpMethod.Get, pathAndQuery, token), data) { Link = link },
            cancellationToken), cancellationToken);

    private async Task<AccessToken> AskTokenAsync(CancellationToken cancellationToken)
    {
        var call = new ApiCall<AccessTokenData>("access_token", _accessToken, CreateTokenRequest, OpenPlatformJson.Default.AccessTokenData) { IsSafe = false };
        AccessTokenData data;
        try
        {
            data = await _client.CallAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException exception) when (exception is { Error: StorageError.Throttled, Code: not null, IsTransient: false })
        {
            throw new StorageException(StorageError.Throttled, $"123 was asked for tokens too often. {exception.Message}", exception)
            {
                RetryAfter = exception.RetryAfter,
            };
        }
        catch (StorageException exception) when (exception
            is { IsAddressRefused: false } and ({ Code: not null, IsTransient: false } or { Error: StorageError.SignInRequired or StorageError.Forbidden }))
        {
            throw new StorageException(
                StorageError.SignInRequired,
                $"123 does not take ClientId and ClientSecret: write those of your application at www.123pan.com/developer. {exception.Message}",
                exception);
        }

        if (!AccessToken.IsToken(data.AccessToken))
        {
            throw ApiErrors.Malformed(call.Name, "has no token that can be used");
        }

        var now = _timeProvider.GetUtcNow();
        return DateTimeOffset.TryParse(data.ExpiredAt, CultureInfo.InvariantCulture, DateTimeStyles.None, out var expires) && expires > now
            ? new AccessToken(data.AccessToken!, expires)
            : throw ApiErrors.Malformed(call.Name, "has a token that is not good any more. Look whether this machine's clock is right");
    }

    private HttpRequestMessage CreateTokenRequest()
    {
        var request = CreateRequest(HttpMethod.Post, "api/v1/access_token", bearer: null);
        var body = new AccessTokenRequest { ClientId = _options.ClientId, ClientSecret = _options.ClientSecret };
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, OpenPlatformJson.Default.AccessTokenRequest));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    private HttpRequestMessage CreateRequest(HttpMethod method, string pathAndQuery, string? bearer)
    {
        var request = new HttpRequestMessage(method, ApiAddress.Combine(_options.BaseUrl, pathAndQuery));
        request.Headers.TryAddWithoutValidation("Platform", "open_platform");
        request.Headers.TryAddWithoutValidation("User-Agent", "Pan123Dav");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        return request;
    }
}
