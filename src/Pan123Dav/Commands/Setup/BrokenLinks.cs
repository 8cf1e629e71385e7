using System.Globalization;
using System.Text.RegularExpressions;
using Pan123Dav.Console;

namespace Pan123Dav.Commands.Setup;

/// <summary>Puts links together again that a mail program broke into several lines.</summary>
internal static partial class BrokenLinks
{
    private const int MaxParts = 8;

    // A line with one of these is a folder, a comment, another file, or words such as those for a share's password.
    private static readonly char[] NotInLinks = [' ', '\t', ':', '：', '　'];

    /// <param name="lines">What was pasted.</param>
    /// <param name="notes">Takes which lines were joined.</param>
    public static IReadOnlyList<PastedLine> Join(IReadOnlyList<PastedLine> lines, List<PastedLineNote> notes)
    {
        var joined = new List<PastedLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            var text = WithoutMailMark(lines[i].Text);
            var last = i;
            while (last - i < MaxParts && last + 1 < lines.Count && LooksCut(text) && Continues(WithoutMailMark(lines[last + 1].Text)))
            {
                // A soft break of quoted-printable (RFC 2045 section 6.7), or the blank where flowed text was broken (RFC 3676).
                text = text.EndsWith('=') && !text.EndsWith("auth_key=", StringComparison.Ordinal) ? text[..^1] : text;
                text = (text.EndsWith(' ') ? text : text.TrimEnd()) + WithoutMailMark(lines[++last].Text).TrimStart();
            }

            if (last > i)
            {
                notes.Add(new PastedLineNote(
                    lines[i].Source, LinkRepair.Joined, string.Create(CultureInfo.InvariantCulture, $"{lines[i].Source}-{lines[last].Source}"), null));
            }

            joined.Add(new PastedLine(lines[i].Source, text));
            i = last;
        }

        return joined;
    }

    private static string WithoutMailMark(string text) => MailMark().Replace(text, "");

    // A link that goes to the end of the line and does not end as a file's does.
    private static bool LooksCut(string text)
    {
        var start = text.LastIndexOf("://", StringComparison.Ordinal);
        if (start < 0 || text.TrimStart().StartsWith("# ", StringComparison.Ordinal))
        {
            return false;
        }

        var link = text.AsSpan(start + 3).TrimEnd();
        if (link.EndsWith("=") || link.EndsWith("%") || (link.Length > 1 && link[^2] == '%'))
        {
            return true;
        }

        var query = link.IndexOf('?');
        var name = query < 0 ? link[(link.LastIndexOf('/') + 1)..] : link[..query];
        return query < 0 && !Extension().IsMatch(name);
    }

    private static bool Continues(string text) =>
        text.Trim() is { Length: > 0 } part
            && part.AsSpan().IndexOfAny(NotInLinks) < 0;

    [GeneratedRegex(@"^\s*(?:>\s?)+")]
    private static partial Regex MailMark();

    [GeneratedRegex(@"\.[A-Za-z0-9]{2,5}[""'”’>》」』)\]】,，;；。]*$")]
    private static partial Regex Extension();
}
