using Pan123Dav.Admin;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Storage;
using Pan123Dav.Storage.OpenPlatform;

namespace Pan123Dav.Commands.Usage;

/// <summary>Puts 123's count beside ours.</summary>
internal static class Comparer
{
    /// <exception cref="StorageException">123's count cannot be had.</exception>
    public static async Task<UsageComparison> RunAsync(
        IOpenPlatformAccount account, UsagePeriod period, StoredUsage ours, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (days, files, imageBed) = (new List<ComparedDay>(), new List<ComparedFile>(), 0L);
        for (var day = period.From; day <= period.To; day = day.AddDays(1))
        {
            var lines = await TrafficLog.ReadAsync(account, day, now, cancellationToken);
            imageBed += lines.Where(line => line.IsImageBed).Sum(line => line.TotalTraffic);
            var ofFiles = lines.Where(line => !line.IsImageBed).ToList();
            files.AddRange(FileMatching.Match(day, ours.GetFiles(day), ofFiles));
            days.Add(CompareDay(day, ours, ofFiles.Sum(line => line.TotalTraffic)));
        }

        return new UsageComparison
        {
            From = period.From,
            To = period.To,
            Usage = UsageReport.Create(period, ours.ByUser).Usage,
            Mount = account.Options.Path.ToString(),
            Days = days,
            Files = files,
            ImageBed = imageBed,
        };
    }

    private static ComparedDay CompareDay(DateOnly day, StoredUsage ours, long theirs)
    {
        var all = ours.ByUser.Where(row => row.Day == day).Sum(row => row.Usage.Bytes);
        var files = ours.GetFiles(day).ToList();
        var further = files.Where(row => row.Path == FileUsageRow.Overflow).Sum(row => row.Usage.Bytes);
        var otherLinks = files.Where(row => row.Path != FileUsageRow.Overflow && row.Link.Length == 0).Sum(row => row.Usage.Bytes);
        return new ComparedDay(day, all, theirs, further, otherLinks, Math.Max(0, all - files.Sum(row => row.Usage.Bytes)));
    }
}
