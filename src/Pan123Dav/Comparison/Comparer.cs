using Pan123Dav.Api;
using Pan123Dav.Budgets;
using Pan123Dav.Storage;
using Pan123Dav.Storage.OpenPlatform;

namespace Pan123Dav.Comparison;

/// <summary>Puts 123's count beside ours.</summary>
internal static class Comparer
{
    /// <exception cref="StorageException">123's count cannot be had.</exception>
    public static async Task<UsageComparison> RunAsync(
        IOpenPlatformAccount account, UsagePeriod period, IReadOnlyList<UsageRow> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (days, files, imageBed) = (new List<ComparedDay>(), new Dictionary<string, ComparedFile>(StringComparer.Ordinal), 0L);
        for (var day = period.From; day <= period.To; day = day.AddDays(1))
        {
            var lines = await TrafficLog.ReadAsync(account, day, now, cancellationToken);
            imageBed += lines.Where(line => line.IsImageBed).Sum(line => line.TotalTraffic);
            var ofFiles = lines.Where(line => !line.IsImageBed).ToList();
            foreach (var line in ofFiles)
            {
                var path = line.FilePath.Length > 0 ? line.FilePath : line.FileName;
                var known = files.GetValueOrDefault(path) ?? new ComparedFile(path, 0, 0);
                files[path] = known with { Downloads = known.Downloads + 1, Theirs = known.Theirs + line.TotalTraffic };
            }

            days.Add(new ComparedDay(day, rows.Where(row => row.Day == day).Sum(row => row.Usage.Bytes), ofFiles.Sum(line => line.TotalTraffic)));
        }

        return new UsageComparison
        {
            From = period.From,
            To = period.To,
            Usage = UsageReport.Of(period, rows).Usage,
            Mount = account.Options.Path.ToString(),
            Days = days,
            Files = [.. files.Values.OrderByDescending(file => file.Theirs).ThenBy(file => file.Path, StringComparer.Ordinal)],
            ImageBed = imageBed,
        };
    }
}
