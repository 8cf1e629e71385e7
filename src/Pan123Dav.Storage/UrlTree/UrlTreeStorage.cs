using Pan123Dav.Storage.Entries;
using Pan123Dav.Storage.Signing;
using Pan123Dav.Storage.UrlTree.Parsing;
using Pan123Dav.Storage.UrlTree.Watching;

namespace Pan123Dav.Storage.UrlTree;

/// <summary>Serves a tree text, of direct links that are signed on the way out or of any links. The tree is one reference, swapped whole.</summary>
internal sealed class UrlTreeStorage(MountOptions options, TimeProvider timeProvider, Action<EntryTable>? prepare = null, TreeTextRules? rules = null)
    : ITreeStorage, IEntryOwner, IAsyncDisposable
{
    private readonly DirectLinkSigner _signer = new(options.Type == MountType.DirectLink ? options.PrivateKey : "", options.Uid);
    private volatile EntryTable _table = new EntryTableBuilder().Build(DetachedEntryOwner.Instance);
    private volatile string? _keptOut;
    private TreeFileWatcher? _watcher;

    /// <summary>What it was mounted with.</summary>
    public MountOptions Options => options;

    public MountOptions? Mount => options;

    /// <summary>What its tree text must not hold.</summary>
    public TreeTextRules Rules { get; } = rules ?? TreeTextRules.None;

    public long? NewestModified => Table.Root.Modified;

    public string? KeptOut
    {
        get => _keptOut;
        set => _keptOut = value;
    }

    /// <summary>The tree that is served; an empty one before the first is set. Prepared before anybody sees it.</summary>
    public EntryTable Table
    {
        get => _table;
        set
        {
            prepare?.Invoke(value);
            _table = value;
        }
    }

    public ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken) => new(_table.Find(path));

    public ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken) =>
        new(collection.Table.Members(collection.Index));

    public bool IsRemoteAt(int row) => false;

    public string? GetHash(int row) => null;

    public ValueTask<SignedLink> CreateLinkAsync(StorageEntry file, LinkRequest request, CancellationToken cancellationToken)
    {
        var expires = (timeProvider.GetUtcNow() + request.Lifetime.Over(options.ValidDuration)).ToUnixTimeSeconds();
        file.Table.GetUrl(file.Index, out var prefix, out var tail);
        return new(new SignedLink(_signer.Sign(prefix, tail, expires), DateTimeOffset.FromUnixTimeSeconds(expires)));
    }

    public UrlTreeParseResult Check(ReadOnlySpan<byte> text) => UrlTreeText.Parse(text, DetachedEntryOwner.Instance, Rules);

    public bool Reload() => _watcher?.Reload() == true;

    /// <summary>From here on the watcher ends with the storage.</summary>
    public void Own(TreeFileWatcher watcher) => _watcher = watcher;

    public ValueTask DisposeAsync() => _watcher?.DisposeAsync() ?? default;
}
