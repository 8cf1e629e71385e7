using System.Net;
using System.Text.RegularExpressions;
using Pan123Dav.Console;

namespace Pan123Dav.Commands.Setup;

/// <summary>Takes away from a pasted line what cannot be part of it, and says what.</summary>
internal static partial class LineRepair
{
    private static readonly char[] Closing = [.. "\"'”’>》」』】`"];
    private static readonly char[] Separators = [.. ",;，；、。"];

    /// <summary>Whether a text has the page of a share with words behind it, such as its password, which would hide what it is.</summary>
    public static bool HasShareWithWords(string text) => ShareWithWords().IsMatch(text);

    /// <summary>Whether a text tells a file's size behind its link, which would become part of the link.</summary>
    public static bool HasTrailingSize(string text) => TrailingSize().IsMatch(text);

    /// <summary>The line as one or more that can be read; none when there was nothing in it.</summary>
    /// <param name="line">As it was pasted.</param>
    /// <param name="notes">Takes what was done.</param>
    public static IEnumerable<PastedLine> Run(PastedLine line, List<PastedLineNote> notes)
    {
        var trimmed = line.Text.TrimEnd();
        var text = WideScheme().Replace(trimmed, match => match.Groups["scheme"].Value + "://");
        var body = text.TrimStart();
        var indent = text[..^body.Length]
            .Replace("\t", "  ", StringComparison.Ordinal).Replace("\u3000", "  ", StringComparison.Ordinal).Replace('\u00A0', ' ');
        if (body.StartsWith("# ", StringComparison.Ordinal))
        {
            return [new PastedLine(line.Source, indent + body)];
        }

        if (!body.Contains("://", StringComparison.Ordinal))
        {
            return RunWithoutLink(line, indent, body, notes);
        }

        var repairs = new HashSet<LinkRepair>();
        if (text != trimmed)
        {
            repairs.Add(LinkRepair.WideColon);
        }

        var parts = SplitLinks(body).ToList();
        var lines = parts.Select((part, index) => new PastedLine(line.Source, indent + RunLink(part, index == parts.Count - 1, repairs))).ToList();

        if (lines.Count > 1)
        {
            repairs.Add(LinkRepair.Split);
        }

        var names = string.Join(", ", lines.Select(made => GetName(made.Text)));
        notes.AddRange(repairs.Order().Select(repair => new PastedLineNote(line.Source, repair, names, null)));
        return lines;
    }

    private static IEnumerable<PastedLine> RunWithoutLink(PastedLine line, string indent, string body, List<PastedLineNote> notes)
    {
        if (body.EndsWith('\uFF1A'))
        {
            body = body[..^1] + ":";
            notes.Add(new PastedLineNote(line.Source, LinkRepair.WideColon, body, null));
        }
        else if (body.Length > 0 && (!body.Any(char.IsLetterOrDigit) || LinkPrefix.IsNumber(body)))
        {
            notes.Add(new PastedLineNote(line.Source, LinkRepair.LeftOut, "", null));
            return [];
        }

        return body.Length == 0 ? [] : [new PastedLine(line.Source, indent + body)];
    }

    // A link ends where the next begins, behind a blank, a sign that ends an item or a file's name; raw links may hold blanks themselves.
    private static IEnumerable<string> SplitLinks(string body)
    {
        var first = body.IndexOf("://", StringComparison.Ordinal);
        int[] starts = [0, .. LinkStart().Matches(body).Select(match => match.Index).Where(start => start > first), body.Length];
        for (var i = 0; i + 1 < starts.Length; i++)
        {
            yield return body[starts[i]..starts[i + 1]].Trim();
        }
    }

    private static string RunLink(string part, bool isLast, HashSet<LinkRepair> repairs)
    {
        var start = LinkScheme().Match(part) is { Success: true } scheme ? scheme.Index : 0;
        return LinkPrefix.Run(part[..start], repairs) + RunUrl(part[start..], isLast, repairs);
    }

    private static string RunUrl(string url, bool isLast, HashSet<LinkRepair> repairs)
    {
        for (string before; ;)
        {
            // What opens the next link's quotes or brackets stands at the end of this one's part.
            before = url = isLast ? url.TrimEnd() : url.TrimEnd().TrimEnd(LinkPrefix.Opening);
            if (Entity().IsMatch(url))
            {
                repairs.Add(LinkRepair.Entity);
                url = Entity().Replace(url, match => WebUtility.HtmlDecode(match.Value));
            }

            var isClosed = url.EndsWith(')') && url.Count(c => c == ')') > url.Count(c => c == '(');
            if ((isClosed ? url[..^1] : url.TrimEnd(Closing)) is var unquoted && unquoted.Length < url.Length)
            {
                repairs.Add(LinkRepair.Quotes);
                url = unquoted;
            }

            if (url.TrimEnd(Separators) is var ended && ended.Length < url.Length)
            {
                repairs.Add(LinkRepair.Separator);
                url = ended;
            }

            if (url == before)
            {
                break;
            }
        }

        if (TrailingSize().Match(url) is { Success: true } size)
        {
            repairs.Add(LinkRepair.Size);
            url = url[..size.Index];
        }

        // The reader knows the page by itself, without them.
        url = ShareWithWords().Match(url) is { Success: true } share ? share.Groups["page"].Value : url;
        if (Signature().Match(url) is { Success: true } signature)
        {
            repairs.Add(LinkRepair.Signature);
            var (head, tail) = (url[..signature.Index], url[(signature.Index + signature.Length)..]);
            url = tail.Length == 0 ? head : head + signature.Value[0] + tail.TrimStart('&');
        }

        return url;
    }

    private static string GetName(string line)
    {
        var path = line.Split('?', '#')[0];
        return Uri.UnescapeDataString(path[(path.TrimEnd('/').LastIndexOf('/') + 1)..]);
    }

    [GeneratedRegex(@"(?<scheme>https?)\s?(?:：\s?//|:\s//|：/／|:／／|：／／)", RegexOptions.IgnoreCase)]
    private static partial Regex WideScheme();

    [GeneratedRegex(@"(?:^|(?<=[\sA-Za-z0-9,;，；、|""'“”‘’<>《》「」(（\[【)）\]】]))https?://", RegexOptions.IgnoreCase)]
    private static partial Regex LinkStart();

    [GeneratedRegex(@"(?<page>https?://(?:[^/\s]*\.)?123(?:pan|panpay|[0-9]{3})\.(?:com|cn)/(?:s|123pan)/[\w-]+(?:\.html)?)\s", RegexOptions.IgnoreCase)]
    private static partial Regex ShareWithWords();

    [GeneratedRegex("https?://", RegexOptions.IgnoreCase)]
    private static partial Regex LinkScheme();

    [GeneratedRegex(@"(?<=\.[A-Z0-9]{2,5})[ \t]+[(（\[]?[0-9]+(?:[.,][0-9]+)?\s?[KMGT]?i?B[)）\]]?\s*$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex TrailingSize();

    [GeneratedRegex(@"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,5}|#x[0-9a-f]{1,4});", RegexOptions.IgnoreCase)]
    private static partial Regex Entity();

    [GeneratedRegex(@"[?&]auth_key=[^&#\s]*", RegexOptions.IgnoreCase)]
    private static partial Regex Signature();
}
