using Pan123Dav.Storage.Entries;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.UrlTree.Watching;

namespace Pan123Dav.Storage.Mounts;

/// <summary>
/// Several storages as one tree. The deepest mount above a path serves it; collections on the way to a mount exist even where no tree has them.
/// One mount at the root passes everything through.
/// </summary>
public sealed class MountTable : IStorage, IEntryOwner, IAsyncDisposable
{
    private readonly IStorage? _only;

    // The paths of all mounts as a tree of collections: its rows are mounts and what leads to them, and stand for them in listings.
    private readonly EntryTable _paths;
    private readonly Mount?[] _mountAt;

    internal MountTable(IReadOnlyList<Mount> mounts)
    {
        Mounts = mounts;
        var builder = new EntryTableBuilder();
        var rows = mounts.Select(mount => builder.GetOrAddCollection(mount.Options.Path)).ToArray();
        _paths = builder.Build(this);
        _mountAt = new Mount?[_paths.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            if (_mountAt[rows[i]] is not null)
            {
                throw new ArgumentException($"Two mounts at {mounts[i].Options.Path}.", nameof(mounts));
            }

            _mountAt[rows[i]] = mounts[i];
        }

        _only = mounts is [{ Options.Path.IsRoot: true } only] ? only.Storage : null;
    }

    /// <summary>The mounts, in the order of the configuration.</summary>
    public IReadOnlyList<Mount> Mounts { get; }

    /// <summary>Reads the trees of <paramref name="mounts"/> and starts to watch their files.</summary>
    /// <param name="mounts">What to mount, each at a path of its own.</param>
    /// <param name="previous">Mounts that serve now; the storages of equal options go on serving in the new table.</param>
    /// <param name="services">What the storages need.</param>
    /// <param name="cancellationToken">Gives up before the trees are read.</param>
    public static Task<MountTableResult> LoadAsync(
        IReadOnlyList<MountOptions> mounts, MountTable? previous, StorageServices services, CancellationToken cancellationToken) =>
        new MountLoader(services, TreeFileWatcher.Interval).LoadAsync(mounts, previous, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken)
    {
        if (_only is not null)
        {
            return _only.FindAsync(path, cancellationToken);
        }

        var (row, mount) = Locate(path);
        if (row > 0 && _mountAt[row] is not null)
        {
            // A mount's own root has no name.
            return new(new StorageEntry(_paths, row));
        }

        if (mount is null)
        {
            return new(row < 0 ? null : new StorageEntry(_paths, row));
        }

        return row >= 0 ? FindAncestorAsync(mount, row, path, cancellationToken) : mount.Storage.FindAsync(Below(mount, path), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken) => _only is not null
        ? _only.ListAsync(path, collection, cancellationToken)
        : ListMountsAsync(path, collection, cancellationToken);

    /// <summary>Stops the storages that <paramref name="next"/> does not go on with. Entries that were handed out stay good.</summary>
    public async ValueTask DisposeExceptAsync(MountTable? next)
    {
        foreach (var mount in Mounts)
        {
            if (mount.Storage is IAsyncDisposable storage && next?.Mounts.Any(other => ReferenceEquals(other.Storage, storage)) != true)
            {
                await storage.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => DisposeExceptAsync(null);

    // The table of the mounts' own paths has collections only.
    MountOptions? IEntryOwner.Mount => null;

    bool IEntryOwner.IsRemoteAt(int row) => _mountAt[row]?.Options.Remote is not null;

    string? IEntryOwner.GetHash(int row) => null;

    long? IEntryOwner.GetModified(int row) => NewestAt(row);

    ValueTask<SignedLink> IEntryOwner.CreateLinkAsync(StorageEntry file, LinkRequest request, CancellationToken cancellationToken) =>
        throw new ArgumentException("A collection has no link.", nameof(file));

    // The newest time in the mounts that stand at a row of the table of mounts or below it.
    private long? NewestAt(int row)
    {
        long? newest = null;
        for (var at = 0; at < _mountAt.Length; at++)
        {
            if (_mountAt[at]?.Storage is { NewestModified: { } modified } && !(modified <= newest) && IsAtOrBelow(at, row))
            {
                newest = modified;
            }
        }

        return newest;
    }

    private bool IsAtOrBelow(int row, int ancestor)
    {
        while (row > ancestor)
        {
            row = _paths.GetParent(row);
        }

        return row == ancestor;
    }

    private static StoragePath Below(Mount mount, StoragePath path)
    {
        path.TryRelativeTo(mount.Options.Path, out var rest);
        return rest;
    }

    // The row of a path that is a mount's or leads to one, else -1; and the deepest mount at or above it.
    private (int Row, Mount? Mount) Locate(StoragePath path)
    {
        var row = 0;
        var mount = _mountAt[0];
        foreach (var segment in path.Segments)
        {
            row = _paths.FindMember(row, segment.Span);
            if (row < 0)
            {
                break;
            }

            mount = _mountAt[row] ?? mount;
        }

        return (row, mount);
    }

    // On the way to a deeper mount: the tree's own collection where it has one. A file there gives way, or the mount could not be reached.
    private async ValueTask<StorageEntry?> FindAncestorAsync(Mount mount, int row, StoragePath path, CancellationToken cancellationToken)
    {
        var own = await mount.Storage.FindAsync(Below(mount, path), cancellationToken).ConfigureAwait(false);
        if (own is not { IsCollection: true } collection)
        {
            return new StorageEntry(_paths, row);
        }

        RaiseModified(collection, row);
        return collection;
    }

    // A tree's own collection on the way to a deeper mount contains that too.
    private void RaiseModified(StorageEntry collection, int row)
    {
        if (NewestAt(row) is { } newest)
        {
            collection.Table.RaiseModified(collection.Index, newest);
        }
    }

    private async ValueTask<IEnumerable<StorageEntry>> ListMountsAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken)
    {
        var (row, mount) = Locate(path);
        var members = await ListTreeAsync(mount, row, path, collection, cancellationToken).ConfigureAwait(false);
        return row >= 0 && _paths.HasMembers(row) ? Merge(members, row) : members;
    }

    private async ValueTask<IEnumerable<StorageEntry>> ListTreeAsync(
        Mount? mount, int row, StoragePath path, StorageEntry collection, CancellationToken cancellationToken)
    {
        if (collection.Table == _paths)
        {
            var root = row > 0 && _mountAt[row] is { } own ? await own.Storage.FindAsync(StoragePath.Root, cancellationToken).ConfigureAwait(false) : null;
            return root is null ? [] : await _mountAt[row]!.Storage.ListAsync(StoragePath.Root, root.Value, cancellationToken).ConfigureAwait(false);
        }

        return mount is null ? [] : await mount.Storage.ListAsync(Below(mount, path), collection, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<StorageEntry> Merge(IEnumerable<StorageEntry> members, int row)
    {
        var shown = new HashSet<int>();
        foreach (var member in members)
        {
            var path = _paths.FindMemberAnyForm(row, member.Name);
            if (path < 0)
            {
                yield return member;
            }
            else if (_mountAt[path] is null && member.IsCollection)
            {
                shown.Add(path);
                RaiseModified(member, path);
                yield return member;
            }
        }

        foreach (var path in _paths.Members(row))
        {
            if (!shown.Contains(path.Index))
            {
                yield return path;
            }
        }
    }
}
