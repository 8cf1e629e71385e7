using System.Net;
using System.Text.RegularExpressions;
using Pan123Dav.Console;

namespace Pan123Dav.Commands.Setup;

/// <summary>Takes away from a pasted line what cannot be part of it, and says what.</summary>
internal static partial class LineRepair
{
    // Behind a name: neither size nor time is known, and no digits in the name are taken for one.
    private const string FieldsLeftOpen = ":::";

    private static readonly char[] Opening = [.. "\"'“‘<《「『(（[【` "];
    private static readonly char[] Closing = [.. "\"'”’>》」』】`"];
    private static readonly char[] Separators = [.. ",;，；、。"];

    /// <summary>Whether a text has the page of a share with words behind it, such as its password, which would hide what it is.</summary>
    public static bool HasShareWithWords(string text) => ShareWithWords().IsMatch(text);

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

        var lines = new List<PastedLine>();
        foreach (var part in SplitLinks(body))
        {
            lines.Add(new PastedLine(line.Source, indent + RunLink(part, repairs)));
        }

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
        else if (body.Length > 0 && !body.Any(char.IsLetterOrDigit))
        {
            notes.Add(new PastedLineNote(line.Source, LinkRepair.LeftOut, "", null));
            return [];
        }

        return body.Length == 0 ? [] : [new PastedLine(line.Source, indent + body)];
    }

    // A link ends where the next begins behind a blank or a sign that ends an item; raw links may hold blanks themselves.
    private static IEnumerable<string> SplitLinks(string body)
    {
        var first = body.IndexOf("://", StringComparison.Ordinal);
        int[] starts = [0, .. LinkStart().Matches(body).Select(match => match.Index).Where(start => start > first), body.Length];
        for (var i = 0; i + 1 < starts.Length; i++)
        {
            yield return body[starts[i]..starts[i + 1]].Trim();
        }
    }

    private static string RunLink(string part, HashSet<LinkRepair> repairs)
    {
        var start = LinkScheme().Match(part) is { Success: true } scheme ? scheme.Index : 0;
        return RunPrefix(part[..start], repairs) + RunUrl(part[start..], repairs);
    }

    private static string RunPrefix(string prefix, HashSet<LinkRepair> repairs)
    {
        if (ListMark().Match(prefix) is { Success: true } mark)
        {
            repairs.Add(LinkRepair.Numbering);
            prefix = prefix[mark.Length..];
        }

        if (WideFields().Match(prefix) is { Success: true } fields)
        {
            repairs.Add(LinkRepair.WideColon);
            return string.Join(':', fields.Groups.Values.Skip(1).Where(field => field.Success).Select(field => field.Value)) + ":";
        }

        if (prefix.Length == 0 || prefix[^1] == ':')
        {
            return prefix;
        }

        var words = prefix.Trim();
        if (Markdown().Match(words) is { Success: true } markdown)
        {
            repairs.Add(LinkRepair.Named);
            return markdown.Groups["name"].Value + FieldsLeftOpen;
        }

        var opened = words.TrimEnd(Opening);
        if (opened.Length < words.Length)
        {
            repairs.Add(LinkRepair.Quotes);
        }

        if (Number().IsMatch(opened))
        {
            repairs.Add(LinkRepair.Numbering);
            return "";
        }

        var name = Number().Replace(opened, "").TrimEnd(':', '：', ' ', '-', '—', '=', '|', '\t');
        if (name.Length == 0 || Label().IsMatch(name))
        {
            if (name.Length > 0)
            {
                repairs.Add(LinkRepair.Numbering);
            }

            return "";
        }

        // Words that are a file's name; of others nobody knows what they are meant for.
        if (FileName().IsMatch(name) || opened.EndsWith('：'))
        {
            repairs.Add(opened.EndsWith('：') ? LinkRepair.WideColon : LinkRepair.Named);
            return name + FieldsLeftOpen;
        }

        return prefix;
    }

    private static string RunUrl(string url, HashSet<LinkRepair> repairs)
    {
        for (string before; ;)
        {
            before = url = url.TrimEnd();
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

    [GeneratedRegex(@"(?:^|(?<=[\s,;，；、|""'“”‘’<>《》「」(（\[【)）\]】]))https?://", RegexOptions.IgnoreCase)]
    private static partial Regex LinkStart();

    [GeneratedRegex(@"(?<page>https?://(?:[^/\s]*\.)?123(?:pan|panpay|[0-9]{3})\.(?:com|cn)/(?:s|123pan)/[\w-]+(?:\.html)?)\s", RegexOptions.IgnoreCase)]
    private static partial Regex ShareWithWords();

    [GeneratedRegex("https?://", RegexOptions.IgnoreCase)]
    private static partial Regex LinkScheme();

    // Name, size and time, or name and size, with a full-width colon among theirs.
    [GeneratedRegex(@"^(?=.*：)(.+?)[:：]([0-9]*)[:：](?:([0-9]*)[:：])?$")]
    private static partial Regex WideFields();

    [GeneratedRegex(@"^[-*+•·●○–—]\s+")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"^!?\[(?<name>[^\[\]:]+)\]\($")]
    private static partial Regex Markdown();

    [GeneratedRegex(@"^[(（\[【#]?(?:[0-9]{1,5}|[a-z]|[一二三四五六七八九十]{1,3})\s?[.．、)）\]】,，:：]+\s*$|^[(（\[【#]?[0-9]{1,5}$", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:链接|直链|直链链接|下载|下载链接|下载地址|地址|网址|url|link|links|download)$", RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[^:/\x00-\x1f]+\.[A-Za-z0-9]{2,5}$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,5}|#x[0-9a-f]{1,4});", RegexOptions.IgnoreCase)]
    private static partial Regex Entity();

    [GeneratedRegex(@"[?&]auth_key=[^&#\s]*", RegexOptions.IgnoreCase)]
    private static partial Regex Signature();
}
