using System.Runtime.InteropServices;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Which line each row of a table came from: kept only where rows and lines stop going side by side, which in most texts is hardly anywhere.</summary>
internal sealed class RowLineMap
{
    private readonly List<(int Row, int Line)> _runs = [(0, 0)];

    /// <summary>Rows come in ascending order.</summary>
    public void Add(int row, int line)
    {
        var last = _runs[^1];
        if (line - row != last.Line - last.Row)
        {
            _runs.Add((row, line));
        }
    }

    public int Find(int row)
    {
        var at = CollectionsMarshal.AsSpan(_runs).BinarySearch(new RowComparable(row));
        var run = _runs[at >= 0 ? at : ~at - 1];
        return run.Line + row - run.Row;
    }

    private readonly struct RowComparable(int row) : IComparable<(int Row, int Line)>
    {
        public int CompareTo((int Row, int Line) other) => row.CompareTo(other.Row);
    }
}
