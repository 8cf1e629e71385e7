using Pan123Dav.Budgets.Usage;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>
/// One day as it stands in Redis: a hash with the fields <c>l:NAME</c>, <c>b:NAME</c> and <c>r:NAME</c> for the links, bytes and refusals of a user, and
/// <c>l</c>,
/// <c>b</c>, <c>r</c> for all together.
/// </summary>
internal static class CommonDay
{
    /// <summary>What is counted on these days, both included, for each user; null when Redis does not answer.</summary>
    /// <param name="connection">Leads to Redis.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="isProbe">Whether it is tried even while Redis is known to be away.</param>
    public static async Task<IReadOnlyList<UsageRow>?> ReadAsync(RedisConnection connection, DateOnly from, DateOnly to, bool isProbe = false)
    {
        DateOnly[] dates = to < from ? [] : [.. Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1).Select(DateOnly.FromDayNumber)];
        var (isAnswered, days) = await connection.CallAsync(
            database => Task.WhenAll(dates.Select(date => database.HashGetAllAsync($"{connection.Keys.Day}{CommonCounts.GetNumber(date)}"))), isProbe);
        return !isAnswered ? null :
        [
            .. from day in dates.Zip(days!)
            from row in Read(day.Second)
            where row.User.Length > 0
            select new UsageRow(day.First, row.User, row.Usage),
        ];
    }

    /// <summary>What is counted for each user, and under the empty name for all.</summary>
    public static IEnumerable<(string User, UsageTotals Usage)> Read(HashEntry[] fields) => Read(fields.Select(field => (field.Name, field.Value)));

    /// <summary>The same of names and values in turn.</summary>
    public static IEnumerable<(string User, UsageTotals Usage)> Read(RedisValue[] fields) => Read(fields.Chunk(2).Select(pair => (pair[0], pair[1])));

    private static IEnumerable<(string User, UsageTotals Usage)> Read(IEnumerable<(RedisValue Name, RedisValue Value)> fields)
    {
        var users = new Dictionary<string, UsageTotals>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            if ((string?)name is not { Length: > 0 } text || !value.TryParse(out long number))
            {
                continue;
            }

            var user = text.Length > 2 ? text[2..] : "";
            var known = users.GetValueOrDefault(user);
            users[user] = text[0] switch
            {
                'l' => known with { Links = number },
                'b' => known with { Bytes = number },
                _ => known with { Refused = number },
            };
        }

        return users.Select(user => (user.Key, user.Value));
    }
}
