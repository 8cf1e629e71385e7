using System.Text.RegularExpressions;
using Pan123Dav.Console;

namespace Pan123Dav.Commands.Setup;

/// <summary>What stands in front of a pasted link: a list's number or mark, a label, or a file's name.</summary>
internal static partial class LinkPrefix
{
    // Behind a name: neither size nor time is known, and no digits in the name are taken for one.
    private const string FieldsLeftOpen = ":::";

    /// <summary>What opens quotes or brackets in front of a link.</summary>
    public static readonly char[] Opening = [.. "\"'“‘<《「『(（[【` "];

    /// <summary>Whether a line is nothing but an item's number, as where the link stands on the next.</summary>
    public static bool IsNumber(string line) => !line.EndsWith(':') && Number().IsMatch(line);

    /// <summary>What of it the tree text can have, with its colons.</summary>
    /// <param name="prefix">All in front of the link.</param>
    /// <param name="repairs">Takes what was done.</param>
    public static string Run(string prefix, HashSet<LinkRepair> repairs)
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

        return FileNameOf(opened, name, repairs) ?? prefix;
    }

    // Words that are a file's name, or have a colon behind them; of others nobody knows what they are meant for.
    private static string? FileNameOf(string words, string name, HashSet<LinkRepair> repairs)
    {
        if (words.EndsWith('：'))
        {
            repairs.Add(LinkRepair.WideColon);
            return name + FieldsLeftOpen;
        }

        if (!FileName().IsMatch(name) && !words.EndsWith(':'))
        {
            return null;
        }

        repairs.Add(LinkRepair.Named);
        return name.Contains(':', StringComparison.Ordinal) ? words : name + FieldsLeftOpen;
    }

    // Name, size and time, or name and size, with a full-width colon among theirs.
    [GeneratedRegex(@"^(?=.*：)(.+?)[:：]([0-9]*)[:：](?:([0-9]*)[:：])?$")]
    private static partial Regex WideFields();

    // Without a blank behind it only where nothing but the mark stands in front of the link.
    [GeneratedRegex(@"^[-*+•·●○■□◆▶►→√✓–—]+(?:\s+|$)")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"^!?\[(?<name>[^\[\]:]+)\]\($")]
    private static partial Regex Markdown();

    // Circled and other numbers of one character (U+2160 to U+217F, U+2460 to U+24FF, U+2776 to U+2793, U+3220 to U+3229) need no sign behind them.
    [GeneratedRegex(@"^[(（\[【#]?(?:[0-9０-９]{1,5}|[a-z]|[一二三四五六七八九十]{1,3})\s?[.．、)）\]】,，:：]+\s*$"
        + @"|^[(（\[【#]?[0-9０-９]{1,5}$|^[\u2160-\u217F\u2460-\u24FF\u2776-\u2793\u3220-\u3229]\s?[.．、:：]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:链接|直链|直链链接|下载|下载链接|下载地址|地址|网址|url|link|links|download)$", RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[^:/\x00-\x1f]+\.[A-Za-z0-9]{2,5}$")]
    private static partial Regex FileName();
}
