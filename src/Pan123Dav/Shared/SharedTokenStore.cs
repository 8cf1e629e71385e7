using System.Collections.Concurrent;
using System.Globalization;
using Pan123Dav.Data;
using Pan123Dav.Storage.Remote.Tokens;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>
/// 123's tokens, one for all gateways: of the one in Redis and the one in this gateway's database the later counts. What Redis could not be told, or has
/// lost, it is told by the exchange.
/// </summary>
internal sealed class SharedTokenStore(TokenStore own, RedisConnection connection, CommonCounts counts, TimeProvider timeProvider)
    : ITokenStore, IExchangedPart
{
    private static readonly TimeSpan TurnLasts = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxWaiting = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, StoredToken> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StoredToken> _untold = new(StringComparer.Ordinal);
    private string _epoch = "";

    public bool IsShared => true;

    private RedisKey Place => connection.Keys.Of("accounts");

    public async ValueTask<StoredToken?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        // The storages sign in as soon as they are made, which is before the gateway starts.
        await connection.EnsureOpenAsync(cancellationToken);
        var stored = await own.ReadAsync(key, cancellationToken);
        var (_, text) = await connection.CallPatientlyAsync(database => database.HashGetAsync(Place, key));
        var token = Later(Parse(text), stored);
        if (token is not null && token != stored)
        {
            // For the commands that are run beside this gateway, and for a start without Redis.
            await own.WriteAsync(key, token, cancellationToken);
        }

        return Remember(key, token);
    }

    public async ValueTask WriteAsync(string key, StoredToken token, CancellationToken cancellationToken)
    {
        await own.WriteAsync(key, token, cancellationToken);
        Remember(key, token);
        _untold[key] = token;
        if ((await connection.CallPatientlyAsync(database => database.HashSetAsync(Place, key, Write(token)))).IsAnswered)
        {
            _untold.TryRemove(KeyValuePair.Create(key, token));
        }
    }

    public async Task ExchangeAsync()
    {
        var epoch = counts.Epoch;
        foreach (var (key, token) in epoch == _epoch ? _untold : _known)
        {
            var (isAnswered, text) = await connection.CallAsync(database => database.HashGetAsync(Place, key));
            if (!isAnswered || (Later(token, Parse(text)) == token
                && !(await connection.CallAsync(database => database.HashSetAsync(Place, key, Write(token)))).IsAnswered))
            {
                return;
            }

            _untold.TryRemove(KeyValuePair.Create(key, token));
        }

        _epoch = epoch;
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

    private StoredToken? Remember(string key, StoredToken? token)
    {
        if (token is not null)
        {
            _known[key] = token;
        }

        return token;
    }

    private static StoredToken? Later(StoredToken? one, StoredToken? other) => one is not null && !(other?.Asked > one.Asked) ? one : other;

    private static string Write(StoredToken token) => FormattableString.Invariant($"{token.Expires:O} {token.Asked:O} {token.Value}");

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
