using System.Globalization;
using Pan123Dav.Admin;
using Pan123Dav.Logging;

namespace Pan123Dav.Commands.Usage;

/// <summary>The usage as a table: numbers aligned right, names at the end, where their width does not matter.</summary>
internal static class UsageText
{
    public static void Print(TextWriter output, UsageReport report)
    {
        if (report.Usage.Count == 0)
        {
            output.WriteLine(report.From == report.To
                ? string.Create(CultureInfo.InvariantCulture, $"No usage is recorded for {report.From:yyyy-MM-dd} (UTC).")
                : string.Create(CultureInfo.InvariantCulture, $"No usage is recorded from {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd} (UTC)."));
            return;
        }

        string[] header = ["DAY", "LINKS", "BYTES", "REFUSED", "USER"];
        List<string[]> lines =
        [
            header,
            .. report.Usage.Select(Line),
            ["total", Sum(report, entry => entry.Links), Sum(report, entry => entry.Bytes), Sum(report, entry => entry.Refused), ""],
        ];
        var widths = Enumerable.Range(0, header.Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
        {
            var numbers = string.Join("  ", Enumerable.Range(1, 3).Select(column => line[column].PadLeft(widths[column])));
            output.WriteLine($"{line[0].PadRight(widths[0])}  {numbers}  {line[4]}".TrimEnd());
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
