using System.Globalization;
using System.Net;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Data;
using Pan123Dav.Http;
using Pan123Dav.Logging;
using Pan123Dav.Shared;
using Pan123Dav.Storage;

namespace Pan123Dav.Clients.Tests.Fleet;

/// <summary>Whatever is asked for, two gateways by way of the script decide and charge what one alone would.</summary>
public sealed class SharedBudgetPropertyTests
{
    private const int Samples = 60;

    // The last one is of unknown size.
    private static readonly long?[] Sizes = [100, 1000, 0, null];

    private static readonly string[] Ranges = ["", "bytes=0-9", "bytes=5-29", "bytes=-7", "bytes=90-", "bytes=0-0,50-59", "bytes=300-399"];

    private static readonly DateTimeOffset End = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1);

    private static readonly Gen<Order> Orders = Gen.Select(
        Gen.Int[0, 1],
        Gen.Int[0, 3],
        Gen.Int[0, Ranges.Length - 1],
        Gen.Bool,
        Gen.Bool,
        (gateway, file, range, isSecondUser, isPassedOn) => new Order(gateway, file, Ranges[range], isSecondUser ? "b" : "a", isPassedOn));

    private static readonly Gen<BudgetOptions> Limits = Gen.Select(
        Limit(400), Limit(6), Limit(300), Limit(4), Gen.Bool,
        (bytes, links, userBytes, userLinks, isWhole) => new BudgetOptions
        {
            DailyBytes = bytes,
            DailyLinks = links,
            PerUser = new UserBudgetOptions { DailyBytes = userBytes, DailyLinks = userLinks },
            LinkCost = isWhole ? LinkCost.WholeFile : LinkCost.Requested,
            UnknownSizeBytes = 50,
        });

    [Fact]
    public async Task TwoGateways_AnyOrders_AreChargedAsOneWouldBe()
    {
        await using var redis = await RedisServer.StartAsync();
        var number = 0;
        await Gen.Select(Limits, Orders.Array[1, 40]).SampleAsync(
            async (limits, orders) =>
            {
                using var alone = new Gateway(limits, null, "");
                var prefix = string.Create(CultureInfo.InvariantCulture, $"p{Interlocked.Increment(ref number)}");
                using var first = new Gateway(limits, redis.Address, prefix);
                using var second = new Gateway(limits, redis.Address, prefix);
                await first.ConnectAsync();
                await second.ConnectAsync();
                foreach (var order in orders)
                {
                    var expected = await alone.ChargeAsync(order);
                    Assert.Equal(expected, await (order.Gateway == 0 ? first : second).ChargeAsync(order));
                }

                await first.ExchangeAsync();
                await second.ExchangeAsync();
                await first.ExchangeAsync();
                Assert.Equal(alone.Spent, first.Spent);
                Assert.Equal(alone.Spent, second.Spent);
            },
            iter: Samples,
            threads: 1);
    }

    private static Gen<long?> Limit(int most) => Gen.Frequency((1, Gen.Const((long?)null)), (2, Gen.Int[0, most].Select(limit => (long?)limit)));

    private sealed record Order(int Gateway, int File, string Range, string User, bool IsPassedOn);

    private sealed class Gateway : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly UsageLedger _ledger = new();
        private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<GatewayMetrics>().BuildServiceProvider();
        private readonly RedisConnection? _connection;
        private readonly CommonCounts? _counts;
        private readonly TrafficBudget _budget;

        public Gateway(BudgetOptions limits, string? redis, string prefix)
        {
            var options = new Fixed<BudgetOptions>(limits);
            RedisBudget? shared = null;
            if (redis is not null)
            {
                _connection = new RedisConnection(
                    new Fixed<SharedOptions>(new SharedOptions { Redis = redis, Prefix = prefix }), TimeProvider.System, NullLogger<RedisConnection>.Instance)
                {
                    // What is decided is looked at here, on a machine that may have no time.
                    TimeLimit = TimeSpan.FromSeconds(30),
                };
                var database = new GatewayDatabase(new DataDirectory(_folder["data"]));
                _counts = new CommonCounts(_connection, _ledger, database, options, TimeProvider.System, NullLogger<CommonCounts>.Instance);
                shared = new RedisBudget(_connection, _counts, options, TimeProvider.System);
            }

            _budget = new TrafficBudget(
                options, _ledger, _services.GetRequiredService<GatewayMetrics>(), TimeProvider.System, NullLogger<TrafficBudget>.Instance, shared);
        }

        public UsageTotals Spent => _ledger.At(TimeProvider.System.GetUtcNow()).Gateway.Value;

        public async Task ConnectAsync()
        {
            _ledger.At(TimeProvider.System.GetUtcNow());
            await _connection!.OpenAsync();
            await Eventually.HoldsAsync(() => _counts!.ExchangeAsync(isProbe: true), "Redis answers");
        }

        public Task ExchangeAsync() => Eventually.HoldsAsync(() => _counts!.ExchangeAsync(isProbe: true), "Redis answers");

        public async Task<(SpentBudget Spent, int Links, long Bytes)> ChargeAsync(Order order)
        {
            var size = Sizes[order.File];
            var path = StoragePath.Root.Append(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"f{order.File}")));
            var request = new BudgetRequest(order.User, IPAddress.Loopback, path, (ulong)order.File, size, ByteRange.Parse(order.Range, true, size))
            {
                Use = order.IsPassedOn ? LinkUse.PassedOn : LinkUse.HandedOut,
            };
            var charge = await _budget.ReserveAsync(request);
            if (charge.IsGranted)
            {
                _budget.Commit(charge, request, End, "");
            }

            return (charge.Spent, charge.Links, charge.Bytes);
        }

        public void Dispose()
        {
            _connection?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            _counts?.Dispose();
            _services.Dispose();
            _folder.Dispose();
        }
    }

    private sealed class Fixed<TOptions>(TOptions value) : IOptionsMonitor<TOptions>
    {
        public TOptions CurrentValue => value;

        public TOptions Get(string? name) => value;

        public IDisposable? OnChange(Action<TOptions, string?> listener) => null;
    }
}
