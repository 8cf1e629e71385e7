using System.Globalization;
using Pan123Dav.Metadata;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>
/// Keeps what was learnt of files for gateways that start later: a hash of the address's key and <c>LENGTH MODIFIED</c>, or <c>-</c> for what proved wrong.
/// Those that run hear of it as events. Each gateway reads it once, and again after Redis was emptied, and enters what it lacks.
/// </summary>
internal sealed class SharedMetadata(RedisConnection connection, CommonCounts counts, MetadataStore store) : IExchangedPart
{
    private const int FieldsACall = 500;
    private const string Removed = "-";
    private const string Beginning = "0";

    private Dictionary<UInt128, DiscoveredMetadata?> _telling = [];
    private string _epoch = "";

    private RedisKey Place => connection.Keys.Of("sizes");

    public async Task ExchangeAsync()
    {
        var epoch = counts.Epoch;
        if (await TellChangedAsync() && epoch != _epoch && await ReadAllAsync())
        {
            _epoch = epoch;
        }
    }

    private async Task<bool> TellChangedAsync()
    {
        while (true)
        {
            _telling = _telling.Count > 0 ? _telling : store.TakeChanged(FieldsACall);
            if (_telling.Count == 0)
            {
                return true;
            }

            if (!await TellAsync(_telling))
            {
                return false;
            }

            _telling = [];
        }
    }

    private async Task<bool> TellAsync(IEnumerable<KeyValuePair<UInt128, DiscoveredMetadata?>> files)
    {
        HashEntry[] fields = [.. files.Select(file => new HashEntry(MetadataKey.ToBytes(file.Key), Write(file.Value)))];
        var (isAnswered, _) = await connection.CallAsync(async database =>
        {
            await database.HashSetAsync(Place, fields);
            return true;
        });
        return isAnswered;
    }

    private async Task<bool> ReadAllAsync()
    {
        var (seen, hasNews) = (new HashSet<UInt128>(), false);
        var cursor = Beginning;
        do
        {
            var (isAnswered, page) = await connection.CallAsync(database => database.ExecuteAsync("HSCAN", Place, cursor, "COUNT", FieldsACall));
            if (!isAnswered || (RedisResult[]?)page is not [var next, var content])
            {
                return false;
            }

            List<KeyValuePair<UInt128, DiscoveredMetadata?>> files = [.. ((RedisValue[])content!).Chunk(2).SelectMany(Read)];
            seen.UnionWith(files.Select(file => file.Key));
            hasNews |= store.TakeOver(files);
            cursor = (string)next!;
        }
        while (cursor != Beginning);

        if (hasNews)
        {
            store.ApplyKnown();
        }

        foreach (var own in store.All.Where(file => !seen.Contains(file.Key)).Chunk(FieldsACall))
        {
            if (!await TellAsync(own.Select(file => KeyValuePair.Create(file.Key, (DiscoveredMetadata?)file.Value))))
            {
                return false;
            }
        }

        return true;
    }

    private static RedisValue Write(DiscoveredMetadata? learnt) =>
        learnt is { } file ? FormattableString.Invariant($"{file.Length} {file.Modified}") : Removed;

    private static IEnumerable<KeyValuePair<UInt128, DiscoveredMetadata?>> Read(RedisValue[] field)
    {
        if (field is not [var key, var value] || (byte[]?)key is not { Length: 16 } bytes)
        {
            yield break;
        }

        long? time = null;
        if ((string?)value == Removed)
        {
            yield return new(MetadataKey.FromBytes(bytes), null);
        }
        else if (value.ToString().Split(' ') is [var length, var modified]
            && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (modified.Length == 0 || TryParse(modified, out time)))
        {
            yield return new(MetadataKey.FromBytes(bytes), new DiscoveredMetadata(number, time));
        }
    }

    private static bool TryParse(string text, out long? time)
    {
        var isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        time = number;
        return isNumber;
    }
}
