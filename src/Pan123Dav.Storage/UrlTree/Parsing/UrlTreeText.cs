using Pan123Dav.Storage.Entries;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>
/// Reads the tree text of an owner: two spaces of indent a level, <c>Name:</c> for a folder, <c>[FileName:][FileSize:][Modified:]URL</c> for a file.
/// A superset of AList's <i>123PanLink</i> and <i>UrlTree</i> texts. Whatever the bytes are, it ends with a tree or with diagnostics.
/// </summary>
public static class UrlTreeText
{
    /// <summary>Reads a text at hand, UTF-8 with or without a byte order mark.</summary>
    public static UrlTreeParseResult Parse(ReadOnlySpan<byte> text) => Parse(text, DetachedEntryOwner.Instance, TreeTextRules.None);

    /// <summary>Reads a text to its end, a block at a time, so that no more than a few blocks of it are ever in memory.</summary>
    public static UrlTreeParseResult Parse(Stream text) => Parse(text, DetachedEntryOwner.Instance, TreeTextRules.None);

    /// <summary>Reads a text to its end, a block at a time, so that no more than a few blocks of it are ever in memory.</summary>
    public static async Task<UrlTreeParseResult> ParseAsync(Stream text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new TreeBuilder();
        var lines = new TextChunker(parser);
        int read;
        do
        {
            read = await text.ReadAsync(lines.Free, cancellationToken).ConfigureAwait(false);
            lines.Advance(read);
        }
        while (read > 0);

        return parser.Complete(DetachedEntryOwner.Instance);
    }

    internal static UrlTreeParseResult Parse(ReadOnlySpan<byte> text, IEntryOwner owner, TreeTextRules rules)
    {
        var parser = new TreeBuilder(rules: rules);
        var lines = new TextChunker(parser, Math.Min(text.Length + 1, TextChunker.BlockSize));
        for (var taken = int.MaxValue; taken > 0; text = text[taken..])
        {
            taken = Math.Min(text.Length, lines.Free.Length);
            text[..taken].CopyTo(lines.Free.Span);
            lines.Advance(taken);
        }

        return parser.Complete(owner);
    }

    internal static UrlTreeParseResult Parse(Stream text, IEntryOwner owner, TreeTextRules rules)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new TreeBuilder(rules: rules);
        var lines = new TextChunker(parser);
        int read;
        do
        {
            read = text.Read(lines.Free.Span);
            lines.Advance(read);
        }
        while (read > 0);

        return parser.Complete(owner);
    }
}
