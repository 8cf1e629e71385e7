namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>
/// Counts single numbers that are read as sizes but could be times: AList's guide shows a line whose only number is a time, its parser takes it for a size.
/// One warning tells of all of them.
/// </summary>
internal sealed class AmbiguousNumberWarnings
{
    private const long Year2010 = 1262304000;
    private const long Year2031 = 1924992000;

    private int _count;
    private int _firstLine;
    private int _firstColumn;

    /// <summary>Whether the number is a time of 2010 to 2030.</summary>
    public static bool MayBeTime(long number) => number is >= Year2010 and < Year2031;

    /// <summary>Adds a number that <see cref="MayBeTime"/>.</summary>
    /// <param name="line">The line's number.</param>
    /// <param name="text">The line.</param>
    /// <param name="offset">Where the number stands in the line's text.</param>
    public void Add(int line, in RawLine text, int offset)
    {
        if (_count++ == 0)
        {
            _firstLine = line;
            _firstColumn = text.Column(offset);
        }
    }

    public void Report(TreeDiagnosticList diagnostics)
    {
        if (_count > 0)
        {
            diagnostics.AddWarning(_firstLine, _firstColumn, "ambiguous-number",
                $"{_count} single number{(_count == 1 ? "" : "s")} that could be a time of 2010 to 2030 {(_count == 1 ? "is" : "are")} read as the size, "
                + $"first on line {_firstLine}; "
                + "write ':NUMBER:URL' where it is the time, 'NUMBER::URL' where it is the size.");
        }
    }
}
