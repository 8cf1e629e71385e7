using Pan123Dav.Storage.Remote;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>
/// What a mounted open platform account can tell beside its tree. Everything is asked at 123's
/// documented rates. What goes wrong is a <see cref="StorageException"/>.
/// </summary>
public interface IOpenPlatformAccount : IRemoteStorage
{
    /// <summary>What it was mounted with.</summary>
    MountOptions Options { get; }

    /// <summary>The account, asked for now: this shows whether the token is taken.</summary>
    Task<OpenPlatformUser> GetUserAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A file's direct link without a signature: absolute, ASCII. Kept for an hour. Fails where the file's folder is not enabled for direct links.
    /// </summary>
    /// <param name="file">A file of this storage.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<string> GetDirectLinkAsync(StorageEntry file, CancellationToken cancellationToken);

    /// <summary>One page of 123's count of direct-link traffic, which goes back three days.</summary>
    /// <param name="first">The first second that counts.</param>
    /// <param name="last">The last.</param>
    /// <param name="page">From 1 on; a page with fewer than 100 lines is the last.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<DirectLinkTraffic>> ReadTrafficAsync(DateTimeOffset first, DateTimeOffset last, int page, CancellationToken cancellationToken);
}
