using System.Text;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav;

/// <summary>What a request is about: an entry, the storage it was found in, and the path it was asked for by.</summary>
/// <param name="Storage">What the user may see.</param>
/// <param name="Path">The entry's path in <paramref name="Storage"/>.</param>
/// <param name="Entry">What is there.</param>
/// <param name="Requested">The path of the request, path base included.</param>
/// <param name="Prefix">The encoded path that a proxy in front has cut off; it stands before every href.</param>
/// <param name="MembersHref">What the hrefs of members begin with; null when it is the resource's own href.</param>
internal readonly record struct DavResource(
    IStorage Storage, StoragePath Path, StorageEntry Entry, DavPath Requested, byte[] Prefix, byte[]? MembersHref = null)
{
    /// <summary>The name people see: the entry's, or for a root without one what the client called it.</summary>
    public ReadOnlySpan<byte> DisplayName =>
        !Entry.Name.IsEmpty ? Entry.Name
        : !Requested.Name.IsEmpty ? Requested.Name
        : "Pan123Dav"u8;

    /// <summary>The resource's own href.</summary>
    public byte[] ToHref() => Prefix is [] ? Requested.ToHref(Entry.IsCollection) : [.. Prefix, .. Requested.ToHref(Entry.IsCollection)];

    /// <summary>The members, in the owner's order.</summary>
    public ValueTask<IEnumerable<StorageEntry>> ListAsync(CancellationToken cancellationToken) =>
        Storage.ListAsync(Path, Entry, cancellationToken);

    /// <summary>The collection as a page shows it.</summary>
    public CollectionView ToView()
    {
        var href = ToHref();
        return new CollectionView(Storage, Path, Entry, Requested.Requested.ToArray(), Prefix, href, MembersHref ?? href, IsInDrive: MembersHref is null);
    }

    /// <summary>For a debugger.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Requested.Requested);
}
