using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Shared;

/// <summary>What all gateways have spent, for a command that runs beside them.</summary>
internal static class SharedUsage
{
    /// <summary>Reads it by day and user; null when Redis does not answer.</summary>
    /// <param name="options">With <see cref="SharedOptions.Redis"/>.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    public static async Task<IReadOnlyList<UsageRow>?> ReadAsync(SharedOptions options, DateOnly from, DateOnly to)
    {
        await using var connection = new RedisConnection(new Unchanging(options), TimeProvider.System, NullLogger<RedisConnection>.Instance)
        {
            // Nobody waits for a link here.
            TimeLimit = TimeSpan.FromSeconds(5),
        };
        await connection.OpenAsync();
        return await CommonDay.ReadAsync(connection, from, to, isProbe: true);
    }

    /// <summary>
    /// Both together. What a gateway has kept is what it heard of the common count and what it has not told yet, so that the higher one of each is right.
    /// </summary>
    public static List<UsageRow> Merge(IEnumerable<UsageRow> kept, IEnumerable<UsageRow> common)
    {
        var rows = kept.ToDictionary(row => (row.Day, row.User));
        foreach (var row in common)
        {
            var known = rows.GetValueOrDefault((row.Day, row.User), new UsageRow(row.Day, row.User, default));
            rows[(row.Day, row.User)] = known with
            {
                Usage = new UsageTotals(
                    Math.Max(known.Usage.Links, row.Usage.Links),
                    Math.Max(known.Usage.Bytes, row.Usage.Bytes),
                    Math.Max(known.Usage.Refused, row.Usage.Refused)),
            };
        }

        return [.. rows.Values.OrderBy(row => row.Day).ThenBy(row => row.User, StringComparer.Ordinal)];
    }

    private sealed class Unchanging(SharedOptions value) : IOptionsMonitor<SharedOptions>
    {
        public SharedOptions CurrentValue => value;

        public SharedOptions Get(string? name) => value;

        public IDisposable? OnChange(Action<SharedOptions, string?> listener) => null;
    }
}
