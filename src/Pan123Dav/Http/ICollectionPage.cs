using Pan123Dav.Storage;

namespace Pan123Dav.Http;

/// <summary>Shows a collection to people. The protocol asks for it through this, and knows nothing of how it looks.</summary>
internal interface ICollectionPage
{
    /// <summary>Headers that only a page has: its policy and whom it tells where people came from.</summary>
    void SetHeaders(HttpContext context);

    /// <summary>Writes the page as the members come.</summary>
    Task WriteAsync(HttpContext context, CollectionView collection);
}

/// <summary>A collection that somebody asked for.</summary>
/// <param name="Storage">What the user may see.</param>
/// <param name="Path">The collection's path in <paramref name="Storage"/>.</param>
/// <param name="Entry">The collection.</param>
/// <param name="Requested">The decoded path of the request, segments joined by slashes.</param>
/// <param name="Prefix">The encoded path that a proxy in front has cut off.</param>
/// <param name="Href">The collection's own href, prefix included; ends with a slash.</param>
/// <param name="MembersHref">What the hrefs of members begin with.</param>
/// <param name="IsInDrive">False for what stands above the drive.</param>
internal sealed record CollectionView(
    IStorage Storage, StoragePath Path, StorageEntry Entry, ReadOnlyMemory<byte> Requested, byte[] Prefix, byte[] Href, byte[] MembersHref, bool IsInDrive)
{
    /// <summary>The members, in the owner's order.</summary>
    public ValueTask<IEnumerable<StorageEntry>> ListAsync(CancellationToken cancellationToken) => Storage.ListAsync(Path, Entry, cancellationToken);
}
