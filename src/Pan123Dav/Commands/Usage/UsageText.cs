using System.CommandLine;
using System.Globalization;
using Pan123Dav.Admin;
using Pan123Dav.Console;
using Pan123Dav.Logging;

namespace Pan123Dav.Commands.Usage;

/// <summary>The usage as a table: numbers aligned right, names at the end, where their width does not matter.</summary>
internal static class UsageText
{
    public static void Print(InvocationConfiguration invocation, UsageReport report)
    {
        var messages = invocation.GetMessages();
        if (report.Usage.Count == 0)
        {
            invocation.Say(report.From == report.To
                ? string.Create(CultureInfo.InvariantCulture, $"No usage is recorded for {report.From:yyyy-MM-dd} (UTC).")
                : string.Create(CultureInfo.InvariantCulture, $"No usage is recorded from {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd} (UTC)."));
            return;
        }

        string[] header = ["DAY", "LINKS", "BYTES", "REFUSED", "USER"];
        List<string[]> lines =
        [
            [.. header.Select(messages.Translate)],
            .. report.Usage.Select(Line),
            [messages.Translate("total"), Sum(report, entry => entry.Links), Sum(report, entry => entry.Bytes), Sum(report, entry => entry.Refused), ""],
        ];
        var widths = Enumerable.Range(0, header.Length).Select(column => lines.Max(line => TextColumns.GetWidth(line[column]))).ToArray();
        foreach (var line in lines)
        {
            var cells = line.Select((cell, column) => column == 0 ? TextColumns.PadRight(cell, widths[0])
                : column == line.Length - 1 ? cell
                : TextColumns.PadLeft(cell, widths[column]));
            invocation.Output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }

    private static string[] Line(UsageEntry entry) =>
    [
        entry.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        entry.Links.ToString(CultureInfo.InvariantCulture),
        entry.Bytes.ToString(CultureInfo.InvariantCulture),
        entry.Refused.ToString(CultureInfo.InvariantCulture),
        EscapedText.Escape(entry.User, int.MaxValue),
    ];

    private static string Sum(UsageReport report, Func<UsageEntry, long> number) =>
        report.Usage.Aggregate(Int128.Zero, (sum, entry) => sum + number(entry)).ToString(CultureInfo.InvariantCulture);
}
