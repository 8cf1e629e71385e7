using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Pan123Dav.Storage.Entries;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.Remote.Listings;

/// <summary>
/// One folder's members as a table: row 0 is the folder itself, the rows behind it are the members in 123's order. It owns the table and knows each row's item.
/// </summary>
internal sealed class FolderListing : IEntryOwner
{
    private readonly RemoteStorage _storage;
    private readonly IReadOnlyList<RemoteItem> _items;

    /// <param name="storage">What it belongs to.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="items">The members, each once.</param>
    /// <param name="readAt">When they were read, as a timestamp of the clock.</param>
    public FolderListing(RemoteStorage storage, RemoteId folder, IReadOnlyList<RemoteItem> items, long readAt)
    {
        _storage = storage;
        _items = items;
        Folder = folder;
        ReadAt = readAt;
        var names = RemoteNames.Create(items);
        Renamed = [.. Enumerable.Range(0, names.Length).Where(i => !ReferenceEquals(names[i], items[i].Name)).Select(i => (items[i], names[i]))];
        Table = CreateTable(names);
    }

    /// <summary>What the service calls the folder.</summary>
    public RemoteId Folder { get; }

    /// <summary>When it was read, as a timestamp of the clock.</summary>
    public long ReadAt { get; }

    /// <summary>The members.</summary>
    public EntryTable Table { get; }

    /// <summary>The items that could not keep their name, each with the one it got.</summary>
    public IReadOnlyList<(RemoteItem Item, string Name)> Renamed { get; }

    public MountOptions? Mount => _storage.Options;

    /// <summary>What stands at a row behind 0.</summary>
    public RemoteItem ItemAt(int row) => _items[row - 1];

    /// <summary>What the service calls the folder at a row.</summary>
    public RemoteId FolderAt(int row) => row == 0 ? Folder : ItemAt(row).Id;

    public bool IsRemoteAt(int row) => true;

    public string? GetHash(int row) => row > 0 && ItemAt(row).Md5 is { Length: > 0 } md5 ? md5 : null;

    public ValueTask<SignedLink> CreateLinkAsync(StorageEntry file, LinkRequest request, CancellationToken cancellationToken) =>
        _storage.CreateLinkAsync(file, request, cancellationToken);

    private EntryTable CreateTable(string[] names)
    {
        // A name and its percent form: the second is left out where it is the same.
        var text = names.Sum(name => 12L * name.Length);
        var builder = new EntryTableBuilder(ChunkedBytes.MaxChunks, names.Length + 1, (int)Math.Min(text, int.MaxValue));
        for (var i = 0; i < names.Length; i++)
        {
            var item = _items[i];
            var name = Encoding.UTF8.GetBytes(names[i]);
            var isAdded = item.IsFolder
                ? builder.TryAddCollection(0, name, out _, item.Modified)
                : builder.TryAddFile(0, name, default, item.Size, item.Modified, out _, fingerprint: Fingerprint(item));
            if (!isAdded)
            {
                // Rows and items would part, and a file be served as another.
                throw ApiErrors.Malformed("a listing", "has members that cannot stand side by side");
            }
        }

        return builder.Build(this);
    }

    // Of the content where 123 tells its digest: a file that was moved or uploaded again stays the same to a cache.
    private static ulong Fingerprint(RemoteItem item)
    {
        var isOfContent = item.Md5.Length > 0;
        ReadOnlySpan<long> numbers = [isOfContent ? 0 : item.Id.Number, item.Size ?? -1, isOfContent ? 0 : item.Modified ?? 0];
        var text = isOfContent ? item.Md5 : item.Id.Path ?? "";
        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(numbers), (long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())));
    }
}
