using System.Globalization;
using Pan123Dav.Admin;
using Pan123Dav.Logging;

namespace Pan123Dav.Commands.Links;

/// <summary>Live links as a table: numbers aligned right, names at the end, where their width does not matter. Times are UTC.</summary>
internal static class LinksTable
{
    private const int Names = 2;

    public static void Print(TextWriter output, IReadOnlyList<LiveLinkEntry> links, LinksText text)
    {
        List<string[]> lines = [text.Header, .. links.Select(Line)];
        var widths = Enumerable.Range(0, text.Header.Length).Select(column => lines.Max(line => GetWidth(line[column]))).ToArray();
        foreach (var line in lines)
        {
            var cells = line.Select((cell, column) => column >= line.Length - 1 ? cell
                : column >= line.Length - Names ? cell + Pad(cell, widths[column])
                : Pad(cell, widths[column]) + cell);
            output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }

    private static string[] Line(LiveLinkEntry link) =>
    [
        link.Number.ToString(CultureInfo.InvariantCulture),
        Time(link.Made),
        Time(link.Expires),
        link.Addresses.ToString(CultureInfo.InvariantCulture),
        link.Requests.ToString(CultureInfo.InvariantCulture),
        link.Refused.ToString(CultureInfo.InvariantCulture),
        EscapedText.Escape(link.User, int.MaxValue),
        EscapedText.Escape(link.Path, int.MaxValue),
    ];

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static string Pad(string cell, int width) => new(' ', width - GetWidth(cell));

    // Chinese characters take two columns of a terminal.
    private static int GetWidth(string cell) => cell.EnumerateRunes().Sum(rune => rune.Value is >= 0x1100 and not (> 0xD7A3 and < 0xF900) ? 2 : 1);
}
