using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Data;
using Pan123Dav.Shared;
using Pan123Dav.Storage.Remote.Tokens;

namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>Storages ask for their token as soon as they are made, whatever is there of Redis then.</summary>
public sealed class SharedTokenStoreTests : IDisposable
{
    private const string Key = "key";

    private static readonly StoredToken Token = new("token", new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.UnixEpoch);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task ReadAsync_LongBeforeTheConfigurationIsThere_FindsWhatAnotherGatewayHas()
    {
        await using var redis = await RedisServer.StartAsync();
        var options = new SharedOptions { Redis = redis.Address };
        await using var first = Connect(new Always<SharedOptions>(options));
        await first.OpenAsync();
        await Create("first", first).WriteAsync(Key, Token, TestContext.Current.CancellationToken);
        var later = new Later();
        await using var second = Connect(later);
        var store = Create("second", second);

        // As with a tree of a million files.
        var reading = store.ReadAsync(Key, TestContext.Current.CancellationToken).AsTask();
        await Task.Delay(TimeSpan.FromSeconds(1.2), TestContext.Current.CancellationToken);
        Assert.False(reading.IsCompleted);
        later.Set(options);

        Assert.Equal(Token, await reading);
        Assert.NotNull(await store.EnterAsync(Key));
    }

    [Fact]
    public async Task ExchangeAsync_WhatCouldNotBeTold_IsToldWhenRedisIsBack_UnlessAnotherHasALaterOne()
    {
        var redis = await RedisServer.StartAsync();
        await using var connection = Connect(new Always<SharedOptions>(new SharedOptions { Redis = redis.Address }));
        await connection.OpenAsync();
        var store = Create("one", connection);
        await redis.KillAsync();
        await store.WriteAsync(Key, Token, TestContext.Current.CancellationToken);
        await store.WriteAsync("other", Token, TestContext.Current.CancellationToken);
        await redis.StartAgainAsync();
        await using (redis)
        {
            await redis.AskAsync("HSET", "pan123dav:accounts", "other", FormattableString.Invariant($"{Token.Expires:O} {Token.Asked.AddHours(1):O} later"));
            await Eventually.HoldsAsync(
                async () => (await connection.CallAsync(database => database.PingAsync(), isProbe: true)).IsAnswered, "the connection is back");
            connection.SetUp();
            await store.ExchangeAsync();

            Assert.EndsWith(" token", (await redis.AskAsync("HGET", "pan123dav:accounts", Key)).Trim(), StringComparison.Ordinal);
            Assert.EndsWith(" later", (await redis.AskAsync("HGET", "pan123dav:accounts", "other")).Trim(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReadAsync_WithoutRedis_GivesWhatThisGatewayHasWithinItsTimeLimit()
    {
        var redis = await RedisServer.StartAsync();
        await redis.DisposeAsync();
        await using var connection = Connect(new Always<SharedOptions>(new SharedOptions { Redis = redis.Address }));
        var store = Create("alone", connection);
        await store.WriteAsync(Key, Token, TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();

        Assert.Equal(Token, await store.ReadAsync(Key, TestContext.Current.CancellationToken));
        Assert.Null(await store.EnterAsync(Key));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.False(connection.IsUp);
    }

    public void Dispose() => _folder.Dispose();

    private static RedisConnection Connect(IOptionsMonitor<SharedOptions> options) => new(options, TimeProvider.System, NullLogger<RedisConnection>.Instance);

    private SharedTokenStore Create(string name, RedisConnection connection)
    {
        var directory = new DataDirectory(Directory.CreateDirectory(_folder[name]).FullName);
        var database = new GatewayDatabase(directory);
        var budgets = new Always<BudgetOptions>(new BudgetOptions());
        return new SharedTokenStore(
            new TokenStore(database, directory, NullLogger<TokenStore>.Instance),
            connection,
            new CommonCounts(connection, new UsageLedger(), database, budgets, TimeProvider.System, NullLogger<CommonCounts>.Instance),
            TimeProvider.System);
    }

    // What has no value before it is set, as the snapshot of a gateway that starts.
    private sealed class Later : IOptionsMonitor<SharedOptions>
    {
        private SharedOptions? _value;
        private Action<SharedOptions, string?>? _listener;

        public SharedOptions CurrentValue => _value ?? throw new InvalidOperationException("The configuration is not loaded yet.");

        public void Set(SharedOptions value)
        {
            _value = value;
            _listener?.Invoke(value, null);
        }

        public SharedOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<SharedOptions, string?> listener)
        {
            _listener = listener;
            return new CancellationTokenSource();
        }
    }

    private sealed class Always<TOptions>(TOptions value) : IOptionsMonitor<TOptions>
    {
        public TOptions CurrentValue => value;

        public TOptions Get(string? name) => value;

        public IDisposable? OnChange(Action<TOptions, string?> listener) => null;
    }
}
