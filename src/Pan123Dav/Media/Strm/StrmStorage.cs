using Pan123Dav.Storage;

namespace Pan123Dav.Media.Strm;

/// <summary>
/// A drive as a library of <c>.strm</c> files: each film as a text with its link, subtitles, descriptions and pictures as they are,
/// nothing else. So a media server can scan a mount of it without a byte of paid traffic.
/// </summary>
/// <param name="inner">What the user may see.</param>
/// <param name="links">What the texts hold.</param>
/// <param name="folders">Those of the same <paramref name="inner"/>.</param>
internal sealed class StrmStorage(IStorage inner, UserLinks links, StrmFolderCache folders) : IStorage
{
    /// <summary>Whether <paramref name="entry"/> is shown as a <c>.strm</c> file.</summary>
    public static bool IsFilm(in StorageEntry entry) => !entry.IsCollection && MediaKinds.Get(entry.Name) == MediaKind.Video;

    /// <summary>Whether <paramref name="entry"/> is in the view as it is in the drive.</summary>
    public static bool IsShownAsItIs(in StorageEntry entry) => entry.IsCollection || MediaKinds.Get(entry.Name) == MediaKind.Companion;

    public async ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken)
    {
        if (await inner.FindAsync(path, cancellationToken) is { } found && IsShownAsItIs(found))
        {
            return found;
        }

        if (path.IsRoot || !path.Name.EndsWith(".strm"u8))
        {
            return null;
        }

        return await inner.FindAsync(path.Parent, cancellationToken) is { IsCollection: true } collection
            ? (folders.Find(collection, links) ?? await ReadFolderAsync(path.Parent, collection, cancellationToken)).Find(path.Name)
            : null;
    }

    public async ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken) =>
        (await ReadFolderAsync(path, collection, cancellationToken)).Members;

    private async ValueTask<StrmFolder> ReadFolderAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken)
    {
        var folder = new StrmFolder(path, [.. await inner.ListAsync(path, collection, cancellationToken)], links);
        folders.Add(collection, links, folder);
        return folder;
    }
}
