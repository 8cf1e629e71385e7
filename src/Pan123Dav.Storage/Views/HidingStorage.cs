using Pan123Dav.Storage.Entries;

namespace Pan123Dav.Storage.Views;

/// <summary>
/// A storage without the members that rules hide, and without what stands below them. The deepest rule above a member decides alone;
/// where there is none it passes through.
/// </summary>
public sealed class HidingStorage : IStorage, IPathRules
{
    private readonly IStorage _inner;
    private readonly EntryTable _paths;

    // What holds for the members of a row: its own rule, or that of the nearest row above.
    private readonly HiddenNames?[] _rules;

    /// <param name="inner">What is filtered.</param>
    /// <param name="rules">For a path, which members anywhere below it are hidden.</param>
    public HidingStorage(IStorage inner, IEnumerable<KeyValuePair<StoragePath, HiddenNames>> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _inner = inner;
        var builder = new EntryTableBuilder();
        var own = rules.ToDictionary(rule => builder.GetOrAddCollection(rule.Key), rule => rule.Value);
        _paths = builder.Build(DetachedEntryOwner.Instance);
        _rules = new HiddenNames?[_paths.Count];
        for (var row = 0; row < _rules.Length; row++)
        {
            _rules[row] = own.TryGetValue(row, out var rule) ? rule : row > 0 ? _rules[_paths.GetParent(row)] : null;
        }
    }

    /// <inheritdoc/>
    public bool Allows(StoragePath path) => TryEnter(path, out _) && (_inner as IPathRules)?.Allows(path) != false;

    /// <inheritdoc/>
    public async ValueTask<StorageEntry?> FindAsync(StoragePath path, CancellationToken cancellationToken)
    {
        StorageEntry? entry;
        try
        {
            // Names that nobody has cost no matching.
            entry = await _inner.FindAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException) when (FindHiddenAbove(path) is { } hidden)
        {
            // Where nothing of that name is, nobody looks below: only what fails before fails here too.
            await _inner.FindAsync(hidden, cancellationToken).ConfigureAwait(false);
            return null;
        }

        return entry is null || TryEnter(path, out _) ? entry : null;
    }

    /// <inheritdoc/>
    public async ValueTask<IEnumerable<StorageEntry>> ListAsync(StoragePath path, StorageEntry collection, CancellationToken cancellationToken)
    {
        if (!TryEnter(path, out var hidden))
        {
            return [];
        }

        var members = await _inner.ListAsync(path, collection, cancellationToken).ConfigureAwait(false);
        return hidden is null ? members : members.Where(member => !hidden.Contains(member.Name));
    }

    // The collection above the path that is hidden by its own name; null where there is none.
    private StoragePath? FindHiddenAbove(StoragePath path)
    {
        if (path.IsRoot || TryEnter(path.Parent, out _))
        {
            return null;
        }

        path = path.Parent;
        while (!TryEnter(path.Parent, out _))
        {
            path = path.Parent;
        }

        return path;
    }

    // False where the path or a collection on the way there is hidden; else the rule that its members are under.
    private bool TryEnter(StoragePath path, out HiddenNames? rule)
    {
        var row = 0;
        rule = _rules[0];
        foreach (var segment in path.Segments)
        {
            if (rule?.Contains(segment.Span) == true)
            {
                return false;
            }

            row = row < 0 ? row : _paths.FindMember(row, segment.Span);
            rule = row < 0 ? rule : _rules[row];
        }

        return true;
    }
}
