using Pan123Dav.Data;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>Makes the gateways' keys one: whoever was first decides.</summary>
internal sealed class SharedKeys(RedisConnection connection, IEnumerable<ISharedKey> keys) : IExchangedPart
{
    public async Task ExchangeAsync()
    {
        foreach (var key in keys)
        {
            if (key.Key is not { } own)
            {
                continue;
            }

            var (place, name) = (connection.Keys.Of("keys"), (RedisValue)key.Name);
            var (isAnswered, common) = await connection.CallAsync(async database =>
            {
                await database.HashSetAsync(place, name, own, When.NotExists);
                return (byte[]?)await database.HashGetAsync(place, name);
            });
            if (isAnswered && common?.Length == own.Length && !own.AsSpan().SequenceEqual(common))
            {
                key.Adopt(common);
            }
        }
    }
}
