using System.CommandLine;
using System.Globalization;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Console;
using Pan123Dav.Logging;

namespace Pan123Dav.Commands.Usage;

/// <summary>The comparison as two tables, by day and by day and file; the second adds up to the first.</summary>
internal sealed class ComparisonText(InvocationConfiguration invocation)
{
    private const int MaxFiles = 100;

    private readonly TextWriter _output = invocation.Output;

    public static void Print(InvocationConfiguration invocation, UsageComparison comparison) => new ComparisonText(invocation).Print(comparison);

    private void Print(UsageComparison comparison)
    {
        invocation.Say("Days are UTC, from 08:00 to 08:00 in 123's time (UTC+8). 123 keeps three of them.");
        invocation.Say("OURS is what this gateway's links were asked for, through all mounts; "
            + "123 is what it counted for the account's direct links, whoever made them.");
        Write([
            ["DAY", "OURS", "123", "DIFFERENCE"],
            .. comparison.Days.Select(day => new[] { Text(day.Day), Text(day.Ours), Text(day.Theirs), Text(day.Difference) }),
            [Translate("total"), Text(comparison.Days.Sum(day => day.Ours)), Text(comparison.Days.Sum(day => day.Theirs)),
                Text(comparison.Days.Sum(day => day.Difference))],
        ]);
        if (comparison.ImageBed > 0)
        {
            invocation.Say($"Beside that 123 counted {Text(comparison.ImageBed)} bytes of its image bed.");
        }

        _output.WriteLine();
        invocation.Say("By file: FILE is the path of the direct link, by which both are matched, "
            + "and behind it where the file stands here. 0 links: none of ours led there; 0 downloads: 123 has none.");
        Write([
            ["DAY", "OURS", "123", "DIFFERENCE", "LINKS", "DOWNLOADS", "FILE"],
            .. comparison.Days.SelectMany(day => Lines(day, [.. comparison.Files.Where(file => file.Day == day.Day)]))]);
        if (comparison.Days.Any(day => day.OfFurtherFiles > 0))
        {
            invocation.Say($"The gateway keeps {Text(DailyFileUsage.DefaultCapacity)} files a day one by one: "
                + "on a day with further files, some of those that only 123 seems to know are among them.");
        }
    }

    private IEnumerable<string[]> Lines(ComparedDay day, List<ComparedFile> files)
    {
        foreach (var file in files.Take(MaxFiles))
        {
            yield return Line(day.Day, file.Ours, file.Theirs, Text(file.Links), Text(file.Downloads), Name(file));
        }

        if (files.Count > MaxFiles)
        {
            var rest = files[MaxFiles..];
            yield return Line(day.Day, rest.Sum(file => file.Ours), rest.Sum(file => file.Theirs),
                Text(rest.Sum(file => file.Links)), Text(rest.Sum(file => file.Downloads)),
                Translate($"({Text(rest.Count)} more files: --json has them all)"));
        }

        foreach (var (bytes, what) in new[]
        {
            (day.OfFurtherFiles, "(further files, not kept one by one)"),
            (day.OfOtherLinks, "(links that are no direct links: 123's log has none of them)"),
            (day.NotByFile, "(not kept by file: from before the gateway did, or lost when it was killed)"),
        })
        {
            if (bytes > 0)
            {
                yield return Line(day.Day, bytes, 0, "", "", Translate(what));
            }
        }
    }

    private static string[] Line(DateOnly day, long ours, long theirs, string links, string downloads, string file) =>
        [Text(day), Text(ours), Text(theirs), Text(theirs - ours), links, downloads, file];

    private string Name(ComparedFile file)
    {
        var path = EscapedText.Escape(file.Path, int.MaxValue);
        return file.Here.Count == 0 ? path
            : $"{path}  {Translate($"(here {string.Join(", ", file.Here.Select(here => EscapedText.Escape(here, int.MaxValue)))})")}";
    }

    // Numbers right, the last column as it is where it holds names.
    private void Write(List<string[]> lines)
    {
        var isOfNames = lines[0][^1] == "FILE";
        lines[0] = [.. lines[0].Select(invocation.GetMessages().Translate)];
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => TextColumns.GetWidth(line[column]))).ToArray();
        foreach (var line in lines)
        {
            _output.WriteLine(string.Join("  ", line.Select((text, column) =>
                column == 0 ? TextColumns.PadRight(text, widths[0])
                : isOfNames && column == line.Length - 1 ? text
                : TextColumns.PadLeft(text, widths[column]))));
        }
    }

    private string Translate(string message) => invocation.GetMessages().Translate(message);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
