using System.Globalization;
using Pan123Dav.Logging;

namespace Pan123Dav.Comparison;

/// <summary>The comparison as two tables.</summary>
internal static class ComparisonText
{
    private const int MostFiles = 100;

    public static void Print(TextWriter output, UsageComparison comparison)
    {
        output.WriteLine("Days are UTC, from 08:00 to 08:00 in 123's time (UTC+8). 123 keeps three of them.");
        output.WriteLine("OURS is what this gateway's links were asked for, through all mounts; 123 is what it counted for the account's direct links, whoever made them.");
        List<string[]> days = [["DAY", "OURS", "123", "DIFFERENCE"], .. comparison.Days.Select(day =>
            new[] { day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Text(day.Ours), Text(day.Theirs), Text(day.Difference) })];
        days.Add(["total", Text(comparison.Days.Sum(day => day.Ours)), Text(comparison.Days.Sum(day => day.Theirs)), Text(comparison.Days.Sum(day => day.Difference))]);
        Write(output, [.. days.Select(day => day[1..].Prepend(day[0].PadRight(10)).ToArray())]);
        if (comparison.ImageBed > 0)
        {
            output.WriteLine($"Beside that 123 counted {Text(comparison.ImageBed)} bytes of its image bed.");
        }

        output.WriteLine();
        output.WriteLine("By file there is only 123's count: the gateway keeps its own by day and user.");
        Write(output, [["123", "DOWNLOADS", "FILE"], .. comparison.Files.Take(MostFiles).Select(file =>
            new[] { Text(file.Theirs), Text(file.Downloads), EscapedText.Of(file.Path, int.MaxValue) })]);
        if (comparison.Files.Count > MostFiles)
        {
            output.WriteLine($"and {Text(comparison.Files.Count - MostFiles)} more: --json has them all");
        }
    }

    // Numbers right, the last column as it is where it holds names.
    private static void Write(TextWriter output, List<string[]> lines)
    {
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
        {
            var isOfNames = lines[0][^1] == "FILE";
            output.WriteLine(string.Join("  ", line.Select((text, column) => isOfNames && column == line.Length - 1 ? text : text.PadLeft(widths[column]))));
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
