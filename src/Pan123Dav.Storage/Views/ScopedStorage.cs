namespace Pan123Dav.Storage.Views;

/// <summary>
/// A storage of which only a <see cref="PathScope"/> is there. Where all is inside it passes through;
/// collections on the way there show what leads on, and no more.
/// </summary>
public sealed class ScopedStorage(IStorage inner, PathScope scope) : IStorage, IPathRules
{
    /// <inheritdoc/>
    public bool Allows(StoragePath path) => scope.GetState(path) == PathScopeState.Inside && (inner as IPathRules)?.Allows(path) != false;

    /// <inheritdoc/>
    public ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken) => scope.GetState(path) switch
    {
        PathScopeState.Inside => inner.FindAsync(path, cancellationToken),
        PathScopeState.Ancestor => FindCollectionAsync(path, cancellationToken),
        _ => new((StorageEntry?)null),
    };

    /// <inheritdoc/>
    public ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken)
    {
        var row = scope.Locate(path);
        return row switch
        {
            PathScope.InsideRow => inner.ListAsync(path, collection, cancellationToken),
            PathScope.OutsideRow => new([]),
            _ => ListScopedAsync(row, path, collection, cancellationToken),
        };
    }

    // A file leads nowhere, so where the scope goes on below its name, it is outside.
    private async ValueTask<StorageEntry?> FindCollectionAsync(StoragePath path, CancellationToken cancellationToken)
    {
        var entry = await inner.FindAsync(path, cancellationToken).ConfigureAwait(false);
        return entry is { IsCollection: true } ? entry : null;
    }

    private async ValueTask<IEnumerable<StorageEntry>> ListScopedAsync(int row, StoragePath path, StorageEntry collection, CancellationToken cancellationToken)
    {
        var members = await inner.ListAsync(path, collection, cancellationToken).ConfigureAwait(false);
        return members.Where(member => scope.GetState(scope.LocateMember(row, member.Name)) switch
        {
            PathScopeState.Inside => true,
            PathScopeState.Ancestor => member.IsCollection,
            _ => false,
        });
    }
}
