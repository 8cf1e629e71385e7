using System.CommandLine;
using System.Globalization;
using Pan123Dav.Admin;
using Pan123Dav.Console;
using Pan123Dav.Logging;

namespace Pan123Dav.Commands.Links;

/// <summary>Live links as a table: numbers aligned right, names at the end, where their width does not matter. Times are UTC.</summary>
internal static class LinksTable
{
    private static readonly string[] Header = ["NUMBER", "MADE", "EXPIRES", "ADDRESSES", "REQUESTS", "REFUSED", "USER", "PATH"];

    private const int Names = 2;

    public static void Print(InvocationConfiguration invocation, IReadOnlyList<LiveLinkEntry> links)
    {
        List<string[]> lines = [[.. Header.Select(invocation.GetMessages().Translate)], .. links.Select(Line)];
        var widths = Enumerable.Range(0, Header.Length).Select(column => lines.Max(line => TextColumns.GetWidth(line[column]))).ToArray();
        foreach (var line in lines)
        {
            var cells = line.Select((cell, column) => column >= line.Length - 1 ? cell
                : column >= line.Length - Names ? TextColumns.PadRight(cell, widths[column])
                : TextColumns.PadLeft(cell, widths[column]));
            invocation.Output.WriteLine(string.Join("  ", cells).TrimEnd());
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
}
