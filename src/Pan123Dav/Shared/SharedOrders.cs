using System.Security.Cryptography;
using System.Text;
using Pan123Dav.Links;
using Pan123Dav.Storage;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>Orders at a download proxy: the proxy comes at once, to whichever gateway, so that this cannot wait for an exchange.</summary>
internal sealed class SharedOrders(RedisConnection connection, TimeProvider timeProvider) : ISharedOrders
{
    public async ValueTask AddAsync(string user, StoragePath path, DateTimeOffset expires)
    {
        var (order, lifetime) = (GetKey(user, path), expires - timeProvider.GetUtcNow());
        await connection.CallAsync(async database =>
        {
            var left = await database.KeyTimeToLiveAsync(order);
            return left > lifetime || await database.StringSetAsync(order, RedisValue.EmptyString, lifetime);
        });
    }

    public async ValueTask<bool> ContainsAsync(IReadOnlyList<string> users, StoragePath path)
    {
        // One after the other at Redis, which may keep them in several places, and waited for once.
        var (_, areOrdered) = await connection.CallAsync(
            database => Task.WhenAll(users.Select(user => database.KeyExistsAsync(GetKey(user, path)))));
        return areOrdered?.Contains(true) == true;
    }

    // Neither a name nor a path can be read from it.
    private RedisKey GetKey(string user, StoragePath path) =>
        connection.Keys.Of($"order:{Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(user), (byte)'\n', .. path.Utf8]))}");
}
