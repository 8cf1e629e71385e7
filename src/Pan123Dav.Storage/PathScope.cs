namespace Pan123Dav.Storage;

/// <summary>The subtrees that someone may see. Immutable; asking costs the depth of a path.</summary>
public sealed class PathScope
{
    private const int OutsideRow = -1;
    private const int InsideRow = -2;

    private readonly EntryTable _paths;
    private readonly bool[] _isInside;

    /// <summary>Allows each of <paramref name="paths"/> with everything below it. Without any, there is only an empty root.</summary>
    public PathScope(IEnumerable<StoragePath> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var builder = new EntryTableBuilder();
        var rows = paths.Select(builder.GetOrAddCollection).ToArray();
        _paths = builder.Build(DetachedStorage.Instance);
        _isInside = new bool[_paths.Count];
        Array.ForEach(rows, row => _isInside[row] = true);
    }

    /// <summary>Whether nothing is outside.</summary>
    public bool IsEverything => _isInside[0];

    /// <summary>How <paramref name="path"/> stands to the scope. The root is never outside.</summary>
    public PathScopeState GetState(StoragePath path) => StateOf(Locate(path));

    /// <summary>Where <paramref name="path"/> stands: a row to go on from, or what <see cref="StateOf"/> says.</summary>
    internal int Locate(StoragePath path)
    {
        var row = Enter(0);
        foreach (var segment in path.Segments)
        {
            if (row < 0)
            {
                break;
            }

            row = Enter(_paths.FindMember(row, segment.Span));
        }

        return row;
    }

    /// <summary>Where the member called <paramref name="name"/>, in any form, of the ancestor at <paramref name="row"/> stands.</summary>
    internal int LocateMember(int row, ReadOnlySpan<byte> name) => Enter(_paths.FindMemberAnyForm(row, name));

    internal static PathScopeState StateOf(int row) => row switch
    {
        OutsideRow => PathScopeState.Outside,
        InsideRow => PathScopeState.Inside,
        _ => PathScopeState.Ancestor,
    };

    private int Enter(int row) => row >= 0 && _isInside[row] ? InsideRow : row;
}
