using Pan123Dav.Http;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Entries;

namespace Pan123Dav.WebDav;

/// <summary>
/// What stands above the path base: a collection whose only member is the path base. Windows and gvfs walk
/// there, and people who type only the host find the drive (AList#831).
/// </summary>
internal sealed class PathBaseParentStorage : IStorage
{
    private readonly EntryTable _table;

    /// <param name="pathBase">Not the root.</param>
    /// <param name="modified">The drive's time in Unix seconds, null when unknown.</param>
    public PathBaseParentStorage(StoragePath pathBase, long? modified)
    {
        var joined = pathBase.Utf8;
        var slash = joined.LastIndexOf((byte)'/');
        var builder = new EntryTableBuilder();
        builder.TryAddCollection(0, joined[(slash + 1)..], out _, modified);
        _table = builder.Build();
        var parent = DavPath.EncodeHref(slash < 0 ? default : joined[..slash], collection: true);
        MembersHref = parent.Length == 0 ? "/"u8.ToArray() : parent;
    }

    /// <summary>The href that the path base's own segment follows.</summary>
    public byte[] MembersHref { get; }

    public StorageEntry Root => _table.Root;

    public ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken) => ValueTask.FromResult(_table.Find(path));

    public ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_table.Members(collection.Index));
}
