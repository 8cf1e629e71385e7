using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.Remote;

/// <summary>
/// What one of 123's interfaces can do, one call at a time: no caching, no paths, no names. Everything that goes wrong is a <see cref="StorageException"/>
/// whose message holds no secret. Safe to use from several requests at once.
/// </summary>
internal interface IRemoteDrive
{
    /// <summary>Whether a folder that had members and lists none now is asked for once more before that is believed.</summary>
    bool DoubtsEmptyFolders => false;

    /// <summary>Whether the service refused the credentials when it was asked last.</summary>
    bool IsSignInRefused => false;

    /// <summary>Signs in, so that a wrong secret is told of at start rather than at the first request.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>One page of a folder.</summary>
    /// <param name="folder">Which.</param>
    /// <param name="cursor"><see cref="RemotePage.Next"/> of the page before; null for the first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<RemotePage> ReadPageAsync(RemoteId folder, string? cursor, CancellationToken cancellationToken);

    /// <summary>A link to a file's content.</summary>
    Task<SignedLink> CreateLinkAsync(RemoteItem file, LinkRequest request, CancellationToken cancellationToken);
}
