using Pan123Dav.Budgets.Usage;
using Pan123Dav.Storage.OpenPlatform;

namespace Pan123Dav.Commands.Usage;

/// <summary>
/// Finds the lines of 123's log that belong to files of ours: by the path of the direct link. The host may be any of
/// an account's, and a name or a place in this gateway need not be 123's.
/// </summary>
internal static class FileMatching
{
    /// <summary>Every file of a day that either side knows, those that cost most first.</summary>
    public static IEnumerable<ComparedFile> Match(DateOnly day, IEnumerable<FileUsageRow> ours, IEnumerable<DirectLinkTraffic> theirs)
    {
        var rows = ours.Where(row => row.Link.Length > 0).ToLookup(row => row.Link, StringComparer.Ordinal);
        var lines = theirs.ToLookup(GetPath, StringComparer.Ordinal);
        return rows.Select(file => file.Key).Union(lines.Select(file => file.Key), StringComparer.Ordinal)
            .Select(path => new ComparedFile(
                day,
                path,
                [.. rows[path].Select(row => row.Path).Order(StringComparer.Ordinal)],
                rows[path].Sum(row => row.Usage.Links),
                rows[path].Sum(row => row.Usage.Bytes),
                lines[path].Count(),
                lines[path].Sum(line => line.TotalTraffic)))
            .OrderByDescending(file => Math.Max(file.Ours, file.Theirs))
            .ThenBy(file => file.Path, StringComparer.Ordinal);
    }

    private static string GetPath(DirectLinkTraffic line) => LinkPath.FromUrl(line.DirectLink) is { Length: > 0 } path ? path
        : line.FilePath.Length > 0 ? line.FilePath
        : line.FileName;
}
