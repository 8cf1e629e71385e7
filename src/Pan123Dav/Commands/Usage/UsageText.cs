using System.CommandLine;
using System.Globalization;
using Pan123Dav.Admin;
using Pan123Dav.Console;
using Pan123Dav.Logging;

namespace Pan123Dav.Commands.Usage;

/// <summary>The usage as a table: numbers aligned right, names at the end, where their width does not matter.</summary>
internal static class UsageText
{
    // Requests that 123 asked about, and what it was told.
    private static readonly (string Name, Func<UsageEntry, long> Number)[] AtService =
        [("123-SERVED", entry => entry.Requests), ("123-REFUSED", entry => entry.RequestsRefused)];

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

        // Who has no remote authentication has nothing to see there.
        var hasRequests = report.Usage.Any(entry => entry.Requests > 0 || entry.RequestsRefused > 0);
        (string Name, Func<UsageEntry, long> Number)[] columns =
        [
            ("LINKS", entry => entry.Links),
            ("BYTES", entry => entry.Bytes),
            ("REFUSED", entry => entry.Refused),
            .. hasRequests ? AtService : [],
        ];
        List<string[]> lines =
        [
            [messages.Translate("DAY"), .. columns.Select(column => messages.Translate(column.Name)), messages.Translate("USER")],
            .. report.Usage.Select(entry => (string[])
            [
                entry.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                .. columns.Select(column => Text(column.Number(entry))),
                EscapedText.Escape(entry.User, int.MaxValue),
            ]),
            [
                messages.Translate("total"),
                .. columns.Select(column => Text(report.Usage.Aggregate(Int128.Zero, (sum, entry) => sum + column.Number(entry)))),
                "",
            ],
        ];
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => TextColumns.GetWidth(line[column]))).ToArray();
        foreach (var line in lines)
        {
            var cells = line.Select((cell, column) => column == 0 ? TextColumns.PadRight(cell, widths[0])
                : column == line.Length - 1 ? cell
                : TextColumns.PadLeft(cell, widths[column]));
            invocation.Output.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }

    private static string Text(Int128 number) => number.ToString(CultureInfo.InvariantCulture);
}
