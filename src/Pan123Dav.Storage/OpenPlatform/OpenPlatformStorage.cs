using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>A mount of type <see cref="MountType.OpenPlatform"/>.</summary>
internal sealed class OpenPlatformStorage : RemoteStorage, IOpenPlatformAccount
{
    private readonly OpenPlatformDrive _drive;
    private readonly OpenPlatformApi _api;

    private OpenPlatformStorage(MountOptions options, OpenPlatformDrive drive, OpenPlatformApi api, StorageServices services)
        : base(options, drive, services)
    {
        _drive = drive;
        _api = api;
    }

    /// <summary>Makes the storage; nothing is asked yet.</summary>
    public static OpenPlatformStorage Create(
        MountOptions options, OpenPlatformOptions remote, IStorageHttpClients clients, StorageServices services, ApiLimits? limits = null)
    {
        limits ??= new ApiLimits();
        var transport = new ApiTransport(clients, StorageHttpClients.OpenPlatform, remote.BaseUrl, limits, services.Stopping)
        {
            Answers = services.Answers,
            HasCodes = true,
        };
        var api = new OpenPlatformApi(remote, new ApiClient(transport, limits, remote.ClientId, remote.ClientSecret, options.PrivateKey), services);
        return new OpenPlatformStorage(options, new OpenPlatformDrive(options, remote, api, services), api, services);
    }

    public async Task<OpenPlatformUser> GetUserAsync(CancellationToken cancellationToken)
    {
        var data = await _api.GetUserInfoAsync(cancellationToken).ConfigureAwait(false);
        return new OpenPlatformUser(data.Uid, data.DirectTraffic, IsTrue(data.Vip), IsTrue(data.IsHideUid));
    }

    public Task<string> GetDirectLinkAsync(StorageEntry file, CancellationToken cancellationToken) =>
        _drive.GetDirectLinkAsync(GetItem(file), cancellationToken);

    public async Task<IReadOnlyList<DirectLinkTraffic>> ReadTrafficAsync(
        DateTimeOffset first, DateTimeOffset last, int page, CancellationToken cancellationToken)
    {
        var data = await _api.ReadDirectLinkLogAsync(first, last, page, cancellationToken).ConfigureAwait(false);
        return [.. (data.List ?? []).Select(line => line is { FileSize: >= 0, TotalTraffic: >= 0 }
            ? new DirectLinkTraffic(line.UniqueId ?? "", line.FileName ?? "", line.FilePath ?? "",
                line.DirectLinkUrl ?? "", line.FileSize, line.FileSource == 2, line.TotalTraffic)
            : throw ApiErrors.Malformed("direct-link/log", "has a line without numbers"))];
    }

    private static bool IsTrue(string? value) => value is "true" or "True" or "1";
}
