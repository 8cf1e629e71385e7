using System.Security.Cryptography;
using Pan123Dav.Links;
using Pan123Dav.Storage;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>Orders at a download proxy: the proxy comes at once, to whichever gateway, so that this cannot wait for an exchange.</summary>
internal sealed class SharedOrders(RedisConnection connection, TimeProvider timeProvider) : ISharedOrders
{
    public async ValueTask AddAsync(StoragePath path, DateTimeOffset expires)
    {
        var (order, lifetime) = (GetKey(path), expires - timeProvider.GetUtcNow());
        await connection.CallAsync(async database =>
        {
            var left = await database.KeyTimeToLiveAsync(order);
            return left > lifetime || await database.StringSetAsync(order, RedisValue.EmptyString, lifetime);
        });
    }

    public async ValueTask<bool> ContainsAsync(StoragePath path)
    {
        var order = GetKey(path);
        var (_, isOrdered) = await connection.CallAsync(database => database.KeyExistsAsync(order));
        return isOrdered;
    }

    // No path can be read from it.
    private RedisKey GetKey(StoragePath path) => connection.Keys.Of($"order:{Convert.ToHexStringLower(SHA256.HashData(path.Utf8))}");
}
