namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>
/// Counts http links of a tree that is shown over https: browsers do not play or show what a secure page links to without encryption. One warning tells of
/// all.
/// </summary>
internal sealed class InsecureLinks
{
    private int _count;
    private int _firstLine;
    private int _firstColumn;

    /// <summary>Adds a file's link.</summary>
    /// <param name="directory">The link's directory, in ASCII.</param>
    /// <param name="line">The line's number.</param>
    /// <param name="text">The line.</param>
    public void Add(ReadOnlySpan<byte> directory, int line, in RawLine text)
    {
        if (directory.StartsWith("http://"u8) && _count++ == 0)
        {
            FileLineParser.TryFindUrl(text.Text, out var start, out _);
            _firstLine = line;
            _firstColumn = text.Column(start);
        }
    }

    public void Report(TreeDiagnosticList diagnostics)
    {
        if (_count > 0)
        {
            diagnostics.AddWarning(_firstLine, _firstColumn, "mixed-content",
                $"{_count} link{(_count == 1 ? "" : "s")} of http, first on line {_firstLine}, and the gateway is reached by https: browsers refuse to follow. "
                + "Write https:// where the host has it, or set Delivery to Proxy.");
        }
    }
}
