using System.Globalization;
using Pan123Dav.Storage;
using Pan123Dav.Storage.OpenPlatform;

namespace Pan123Dav.Commands.Usage;

/// <summary>Reads 123's count of direct-link traffic, page by page.</summary>
internal static class TrafficLog
{
    /// <summary>How many UTC days 123 can be asked for: its log goes back 72 hours, so the day before these is not whole any more.</summary>
    public const int Days = 3;

    private const int FullPage = 100;
    private const int MaxPages = 2000;

    /// <summary>Every line of a UTC day, each once.</summary>
    /// <exception cref="StorageException">The log cannot be had, or not to its end.</exception>
    public static async Task<IReadOnlyList<DirectLinkTraffic>> ReadAsync(
        IOpenPlatformAccount account, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var first = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        var last = first.AddDays(1).AddSeconds(-1);
        last = last < now ? last : now;
        var (lines, ids) = (new List<DirectLinkTraffic>(), new HashSet<string>(StringComparer.Ordinal));
        for (var page = 1; page <= MaxPages; page++)
        {
            var read = await account.ReadTrafficAsync(first, last, page, cancellationToken);
            var before = lines.Count;

            // A page moves on by what was added meanwhile, and brings some of the one before again.
            lines.AddRange(read.Where(line => line.Id.Length == 0 || ids.Add(line.Id)));
            if (read.Count < FullPage)
            {
                return lines;
            }

            if (lines.Count == before)
            {
                break;
            }
        }

        throw new StorageException(StorageError.Malformed, string.Create(
            CultureInfo.InvariantCulture, $"123's log of {day:yyyy-MM-dd} does not come to an end after {lines.Count} lines."));
    }
}
