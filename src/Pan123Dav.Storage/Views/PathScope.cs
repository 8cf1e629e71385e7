using Pan123Dav.Storage.Entries;

namespace Pan123Dav.Storage.Views;

/// <summary>
/// What of a tree someone may see: subtrees that are allowed, and subtrees of these that are not. Immutable; asking costs the depth of a path.
/// </summary>
public sealed class PathScope
{
    /// <summary>Everything from here on is outside.</summary>
    internal const int OutsideRow = -1;

    /// <summary>Everything from here on is inside.</summary>
    internal const int InsideRow = -2;

    private readonly EntryTable _paths;
    private readonly bool[] _isAllowed;

    // Whether something at or below a row is allowed, and whether everything is decided as the row itself.
    private readonly bool[] _leads;
    private readonly bool[] _isUniform;

    /// <summary>Allows each of <paramref name="paths"/> with everything below it. Without any, there is only an empty root.</summary>
    public PathScope(IEnumerable<StoragePath> paths)
        : this(paths.Select(path => KeyValuePair.Create(path, true)))
    {
    }

    /// <summary>Decides each path with everything below it that no deeper one decides; what none decides is not allowed.</summary>
    public PathScope(IEnumerable<KeyValuePair<StoragePath, bool>> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        var builder = new EntryTableBuilder();
        var decided = new Dictionary<int, bool>();
        foreach (var (path, isAllowed) in decisions)
        {
            decided[builder.GetOrAddCollection(path)] = isAllowed;
        }

        _paths = builder.Build(DetachedEntryOwner.Instance);
        _isAllowed = new bool[_paths.Count];
        _leads = new bool[_paths.Count];
        _isUniform = new bool[_paths.Count];
        Decide(decided);
    }

    /// <summary>Whether nothing is outside.</summary>
    public bool IsEverything => _isAllowed[0] && _isUniform[0];

    /// <summary>How <paramref name="path"/> stands to the scope. The root is never outside.</summary>
    public PathScopeState GetState(StoragePath path) => GetState(Locate(path));

    /// <summary>
    /// Where <paramref name="path"/> stands: <see cref="InsideRow"/>, <see cref="OutsideRow"/>, or a row below which not all is decided alike.
    /// </summary>
    internal int Locate(StoragePath path)
    {
        var row = Enter(0);
        foreach (var segment in path.Segments)
        {
            if (row < 0)
            {
                break;
            }

            row = EnterMember(row, _paths.FindMember(row, segment.Span));
        }

        return row;
    }

    /// <summary>Where the member called <paramref name="name"/>, in any form, of what stands at <paramref name="row"/> stands.</summary>
    internal int LocateMember(int row, ReadOnlySpan<byte> name) => EnterMember(row, _paths.FindMemberAnyForm(row, name));

    internal PathScopeState GetState(int row) => row switch
    {
        OutsideRow => PathScopeState.Outside,
        InsideRow => PathScopeState.Inside,
        _ => _isAllowed[row] ? PathScopeState.Inside : PathScopeState.Ancestor,
    };

    private int EnterMember(int row, int member) => member >= 0 ? Enter(member) : _isAllowed[row] ? InsideRow : OutsideRow;

    private int Enter(int row) =>
        _isAllowed[row] && _isUniform[row] ? InsideRow
        : _leads[row] || row == 0 ? row
        : OutsideRow;

    // Rows come after the rows they are members of.
    private void Decide(Dictionary<int, bool> decided)
    {
        for (var row = 0; row < _isAllowed.Length; row++)
        {
            _isAllowed[row] = decided.TryGetValue(row, out var isAllowed) ? isAllowed : row > 0 && _isAllowed[_paths.GetParent(row)];
            (_leads[row], _isUniform[row]) = (_isAllowed[row], true);
        }

        for (var row = _isAllowed.Length - 1; row > 0; row--)
        {
            var parent = _paths.GetParent(row);
            _leads[parent] |= _leads[row];
            _isUniform[parent] &= _isUniform[row] && _isAllowed[row] == _isAllowed[parent];
        }
    }
}

/// <summary>How a path stands to a <see cref="PathScope"/>.</summary>
public enum PathScopeState
{
    /// <summary>Looks absent.</summary>
    Outside,

    /// <summary>Leads to what is allowed, and shows nothing else.</summary>
    Ancestor,

    /// <summary>Allowed, with everything below it that the scope does not take out.</summary>
    Inside,
}
