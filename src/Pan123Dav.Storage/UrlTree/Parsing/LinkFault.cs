using System.Buffers;
using System.Text;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>What is wrong, or may be, with a link that is a good URL all the same.</summary>
/// <param name="Severity">An error where no program could make anything of the link.</param>
/// <param name="Code">Names the kind of mistake, for programs.</param>
/// <param name="Offset">Where in the link it stands, in bytes.</param>
/// <param name="Message">What is wrong and what to write instead. Holds nothing of the link.</param>
internal readonly record struct LinkFault(TreeSeverity Severity, string Code, int Offset, string Message)
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>
    /// Looks at <paramref name="link"/>, as its owner wrote it, of the file called <paramref name="name"/>; no name where it comes from the link.
    /// </summary>
    public static IReadOnlyList<LinkFault> Find(ReadOnlySpan<byte> link, ReadOnlySpan<byte> name)
    {
        // Nearly every link ends here: nothing of what the faults need is in it.
        if (!MayHaveFault(link))
        {
            return [];
        }

        if (SecondLink(link) is var second and > 0)
        {
            return [new(TreeSeverity.Error, "two-links", second, "A second link begins here. Write each link on a line of its own.")];
        }

        var faults = new List<LinkFault>();
        var end = link.IndexOfAny((byte)'?', (byte)'#');
        var path = end < 0 ? link : link[..end];
        if (ShareLink.IsPage(path))
        {
            return [new(TreeSeverity.Error, "share-page", 0,
                "This is the page of a share, not a file. Mount the share with Type Share, or write the direct link that 123 gives for each file.")];
        }

        if (DotSegment(path, isLastNamed: !name.IsEmpty) is var dot and >= 0)
        {
            faults.Add(new(TreeSeverity.Warning, "dot-segment", dot,
                "Programs resolve a '.' or '..' in a path before they ask: they ask for another file than the one that is signed. Write the path without it."));
        }

        var query = end < 0 || link[end] != (byte)'?' ? -1 : end;
        if (query >= 0 && AuthKey(link[query..]) is var key and >= 0)
        {
            faults.Add(new(TreeSeverity.Warning, "already-signed", query + key,
                "This link is signed already: it expires, and a second auth_key would be added to it. Write it without auth_key."));
        }

        if (Entity(link, name) is var entity and >= 0)
        {
            faults.Add(new(TreeSeverity.Warning, "html-entity", entity,
                "This is how a page's source writes a character, such as '&amp;' for '&'. Copy the link as the browser opens it."));
        }

        if (TrailingSeparator(link, name) is var trailing and >= 0)
        {
            faults.Add(new(TreeSeverity.Warning, "trailing-separator", trailing,
                "A comma or another sign that ends lists or sentences stands behind the link, and would be asked for with it. Take it away."));
        }

        return faults;
    }

    private static bool MayHaveFault(ReadOnlySpan<byte> link) =>
        link.IndexOfAny((byte)'?', (byte)'&') >= 0 || link[8..].IndexOf("://"u8) >= 0 || link.IndexOf("/."u8) >= 0 || link.IndexOf("/%2"u8) >= 0
            || ShareLink.MayBePage(link) || SeparatorLength(link) > 0;

    // Raw links may hold blanks, and paths and queries other addresses: only what stands behind a blank, a separator or a file's last letter begins anew.
    private static int SecondLink(ReadOnlySpan<byte> link)
    {
        var at = 8;
        while (link[at..].IndexOf("://"u8) is var found and >= 0)
        {
            at += found;
            var scheme = EndsWithScheme(link[..at], "https"u8) ? 5 : EndsWithScheme(link[..at], "http"u8) ? 4 : 0;
            if (scheme > 0 && BeginsAnew(link[..(at - scheme)]))
            {
                return at - scheme;
            }

            at += 3;
        }

        return -1;
    }

    private static bool EndsWithScheme(ReadOnlySpan<byte> text, ReadOnlySpan<byte> scheme) =>
        text.Length >= scheme.Length && Ascii.EqualsIgnoreCase(text[^scheme.Length..], scheme);

    private static bool BeginsAnew(ReadOnlySpan<byte> before) =>
        (Rune.DecodeLastFromUtf8(before, out var last, out _) == OperationStatus.Done && Rune.IsWhiteSpace(last))
        || (before.IndexOf((byte)'?') < 0
            && (char.IsAsciiLetterOrDigit((char)before[^1])
                || SeparatorLength(before) > 0 || before[^1] == (byte)'|' || (before[^1] == (byte)':' && before.Contains((byte)' '))));

    private static int AuthKey(ReadOnlySpan<byte> query)
    {
        var at = query.IndexOf("auth_key="u8);
        return at > 0 && query[at - 1] is (byte)'?' or (byte)'&' or (byte)';' ? at : -1;
    }

    // RFC 3986 section 5.2.4; browsers and curl take "%2e" for a dot as well.
    private static int DotSegment(ReadOnlySpan<byte> path, bool isLastNamed)
    {
        var at = path.IndexOf("://"u8) + 3;
        while (path[at..].IndexOf((byte)'/') is var slash and >= 0)
        {
            at += slash + 1;
            var rest = path[at..];
            var end = rest.IndexOf((byte)'/');
            if (IsDots(end < 0 ? rest : rest[..end]) && (end >= 0 || isLastNamed))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsDots(ReadOnlySpan<byte> segment)
    {
        var dots = 0;
        while (!segment.IsEmpty)
        {
            var length = segment[0] == (byte)'.' ? 1 : segment.Length >= 3 && Ascii.EqualsIgnoreCase(segment[..3], "%2e"u8) ? 3 : 0;
            if (length == 0)
            {
                return false;
            }

            dots++;
            segment = segment[length..];
        }

        return dots is 1 or 2;
    }

    private static int Entity(ReadOnlySpan<byte> link, ReadOnlySpan<byte> name)
    {
        for (var at = 0; link[at..].IndexOf((byte)'&') is var found and >= 0; at++)
        {
            at += found;
            if (EntityLength(link[at..]) is var length and > 0 && name.IndexOf(link.Slice(at, length)) < 0)
            {
                return at;
            }
        }

        return -1;
    }

    private static int EntityLength(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)';');
        var inner = end < 0 ? default : text[1..end];
        var isEntity = inner.SequenceEqual("amp"u8) || inner.SequenceEqual("lt"u8) || inner.SequenceEqual("gt"u8) || inner.SequenceEqual("quot"u8)
            || inner.SequenceEqual("apos"u8) || inner.SequenceEqual("nbsp"u8) || IsNumeric(inner);
        return isEntity ? end + 1 : 0;
    }

    // "&#38;" or "&#x26;".
    private static bool IsNumeric(ReadOnlySpan<byte> inner)
    {
        var digits = inner.StartsWith("#x"u8) ? inner[2..] : inner.StartsWith("#"u8) ? inner[1..] : default;
        return digits.Length is > 0 and <= 6 && !digits.ContainsAnyExcept(HexDigits);
    }

    private static int TrailingSeparator(ReadOnlySpan<byte> link, ReadOnlySpan<byte> name)
    {
        var length = SeparatorLength(link);
        return length > 0 && !name.EndsWith(link[^length..]) ? link.Length - length : -1;
    }

    private static int SeparatorLength(ReadOnlySpan<byte> text) => text[^1] switch
    {
        (byte)',' or (byte)';' => 1,
        < 0x80 => 0,
        _ => text.EndsWith("\uFF0C"u8) || text.EndsWith("\u3001"u8) || text.EndsWith("\uFF1B"u8) || text.EndsWith("\u3002"u8) ? 3 : 0,
    };
}
