using System.Globalization;
using Pan123Dav.Data;
using Pan123Dav.Storage.Remote.Tokens;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>123's tokens, one for all gateways: of the one in Redis and the one in this gateway's database the later counts.</summary>
internal sealed class SharedTokenStore(TokenStore own, RedisConnection connection, TimeProvider timeProvider) : ITokenStore
{
    private static readonly TimeSpan TurnLasts = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxWaiting = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public bool IsShared => true;

    public async ValueTask<StoredToken?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        // The storages sign in as soon as they are made, which is before the gateway starts.
        await connection.EnsureOpenAsync(cancellationToken);
        var stored = await own.ReadAsync(key, cancellationToken);
        var (_, text) = await connection.CallPatientlyAsync(database => database.HashGetAsync(connection.Keys.Of("accounts"), key));
        return Parse(text) is { } common && !(stored?.Asked >= common.Asked) ? common : stored;
    }

    public async ValueTask WriteAsync(string key, StoredToken token, CancellationToken cancellationToken)
    {
        await own.WriteAsync(key, token, cancellationToken);
        var text = FormattableString.Invariant($"{token.Expires:O} {token.Asked:O} {token.Value}");
        await connection.CallPatientlyAsync(database => database.HashSetAsync(connection.Keys.Of("accounts"), key, text));
    }

    public async ValueTask<IAsyncDisposable?> EnterAsync(string key)
    {
        var (turn, holder) = (connection.Keys.Of($"turn:{key}"), (RedisValue)Guid.NewGuid().ToString("N"));
        for (var started = timeProvider.GetTimestamp(); timeProvider.GetElapsedTime(started) < MaxWaiting;)
        {
            // One whose answer was lost is held nevertheless.
            var (isAnswered, isEntered) = await connection.CallPatientlyAsync(async database =>
                await database.LockTakeAsync(turn, holder, TurnLasts) || await database.LockQueryAsync(turn) == holder);
            if (!isAnswered)
            {
                return null;
            }

            if (isEntered)
            {
                return new EnteredTurn(connection, turn, holder);
            }

            await Task.Delay(Pause, timeProvider);
        }

        return null;
    }

    private static StoredToken? Parse(RedisValue text) =>
        text.ToString().Split(' ', 3) is [var expires, var asked, var value]
        && DateTimeOffset.TryParseExact(expires, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
        && DateTimeOffset.TryParseExact(asked, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var begin)
            ? new StoredToken(value, end, begin)
            : null;

    private sealed class EnteredTurn(RedisConnection connection, RedisKey turn, RedisValue holder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await connection.CallAsync(database => database.LockReleaseAsync(turn, holder));
    }
}
