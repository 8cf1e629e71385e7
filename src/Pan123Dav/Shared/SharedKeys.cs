using Pan123Dav.Data;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>Makes the gateways' keys one: whoever was first decides.</summary>
internal sealed class SharedKeys(RedisConnection connection, CommonCounts counts, IEnumerable<ISharedKey> keys, TimeProvider timeProvider) : IExchangedPart
{
    // Once they are agreed on only what Redis has lost is of interest: all of it, which is another epoch, or these alone.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private string _epoch = "";
    private int _agreed;
    private long _asked;

    public async Task ExchangeAsync()
    {
        var (place, epoch) = (connection.Keys.Of("keys"), counts.Epoch);
        var own = keys.Select(key => (Key: key, Value: key.Key)).Where(key => key.Value is not null).ToList();
        if (own.Count == _agreed && epoch == _epoch && timeProvider.GetElapsedTime(_asked) < Period)
        {
            return;
        }

        var (isAnswered, common) = await connection.CallAsync(async database =>
        {
            // One after the other at Redis, and waited for once.
            var added = own.Select(key => database.HashSetAsync(place, key.Key.Name, key.Value, When.NotExists)).ToList();
            var kept = database.HashGetAsync(place, [.. own.Select(key => (RedisValue)key.Key.Name)]);
            await Task.WhenAll(added);
            return await kept;
        });
        if (!isAnswered)
        {
            return;
        }

        foreach (var (key, value) in own.Zip(common!, static (key, kept) => (key, (byte[]?)kept)))
        {
            if (value?.Length == key.Value!.Length && !key.Value.AsSpan().SequenceEqual(value))
            {
                key.Key.Adopt(value);
            }
        }

        (_agreed, _epoch, _asked) = (own.Count, epoch, timeProvider.GetTimestamp());
    }
}
