using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.WebDav;

/// <summary>A mount of type <see cref="MountType.WebDav"/>.</summary>
internal sealed class WebDavStorage : RemoteStorage, IWebDavUpstream
{
    private readonly WebDavDrive _drive;

    private WebDavStorage(MountOptions options, WebDavDrive drive, StorageServices services)
        : base(options, drive, services) => _drive = drive;

    /// <summary>Makes the storage; nothing is asked yet.</summary>
    public static WebDavStorage Create(MountOptions options, WebDavOptions remote, StorageServices services, ApiLimits? limits = null) =>
        new(options, new WebDavDrive(options, remote, services, limits), services);

    public string GetUrl(StorageEntry file) => _drive.GetUrl(GetItem(file));

    public Task<bool> IsPublicAsync(StorageEntry file, CancellationToken cancellationToken) => _drive.IsPublicAsync(GetItem(file), cancellationToken);
}
