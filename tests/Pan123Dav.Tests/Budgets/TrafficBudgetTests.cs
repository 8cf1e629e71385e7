using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Http;
using Pan123Dav.Logging;
using Pan123Dav.Storage;
using Pan123Dav.Tests.Authentication;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Budgets;

public sealed class TrafficBudgetTests : IDisposable
{
    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly UsageLedger _ledger = new();
    private readonly RecordingLog _log = new();
    private readonly ServiceProvider _services;
    private readonly TrafficBudget _budget;
    private readonly FixedOptions<BudgetOptions> _options = new(new BudgetOptions { UnknownSizeBytes = 5000 });

    public TrafficBudgetTests()
    {
        _services = new ServiceCollection().AddMetrics().AddSingleton<GatewayMetrics>()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(_log)).BuildServiceProvider();
        _budget = new TrafficBudget(_options, _ledger, _services.GetRequiredService<GatewayMetrics>(),
            _time, _services.GetRequiredService<ILogger<TrafficBudget>>());
    }

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData(1000L, "", 1000)]
    [InlineData(1000L, "bytes=0-99", 100)]
    [InlineData(1000L, "bytes=900-", 100)]
    [InlineData(1000L, "bytes=-5", 5)]
    [InlineData(1000L, "bytes=0-9,500-509", 20)]
    [InlineData(0L, "", 1)]
    [InlineData(null, "", 5000)]
    [InlineData(null, "bytes=0-99", 100)]
    [InlineData(null, "bytes=0-", 5000)]
    [InlineData(null, "bytes=9000-", 5000)]
    [InlineData(null, "bytes=-0", 5000)]
    [InlineData(null, "bytes=99999999999999999999-", 5000)]
    [InlineData(null, "bytes=9000-9099", 100)]
    [InlineData(null, "bytes=-100", 100)]
    public void Charge_FirstLink_CostsWhatItWasAskedFor(long? size, string range, long bytes)
    {
        Assert.Equal((1, bytes), Pay(Order("/a", size: size, range: range)));
        Assert.Equal(new UsageTotals(1, bytes, 0), _ledger.At(_time.GetUtcNow()).Gateway.Value);
    }

    [Fact]
    public void Charge_Seeking_CostsEachByteOnceAndOneLink()
    {
        Assert.Equal((1, 100), Pay(Order("/a", range: "bytes=0-99")));
        Assert.Equal((0, 0), Pay(Order("/a", range: "bytes=0-99")));
        Assert.Equal((0, 50), Pay(Order("/a", range: "bytes=50-149")));
        Assert.Equal((0, 850), Pay(Order("/a")));
        Assert.Equal((0, 0), Pay(Order("/a", range: "bytes=700-")));
    }

    [Fact]
    public void Charge_OtherUserAddressFileOrPath_PaysAnew()
    {
        var order = Order("/a");
        Pay(order);

        Assert.Equal((1, 1000), Pay(order with { User = "other" }));
        Assert.Equal((1, 1000), Pay(order with { Address = IPAddress.IPv6Loopback }));
        Assert.Equal((1, 1000), Pay(order with { Fingerprint = 99 }));
        Assert.Equal((1, 1000), Pay(Order("/b")));
        Assert.Equal((1, 1000), Pay(order with { Address = null }));
        Assert.Equal((0, 0), Pay(order));
    }

    [Fact]
    public void Charge_LinkExpired_PaysAnew()
    {
        Pay(Order("/a"));
        _time.Advance(Valid - TimeSpan.FromSeconds(1));
        Assert.Equal((0, 0), Pay(Order("/a")));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((1, 1000), Pay(Order("/a")));
    }

    [Fact]
    public void Return_NoLinkWasMade_CostsNothing()
    {
        var charge = _budget.Reserve(Order("/a"));
        _budget.Release(charge, Order("/a"), wasAsked: false);

        Assert.Equal(default, _ledger.At(_time.GetUtcNow()).Gateway.Value);
        Assert.Equal((1, 1000), Pay(Order("/a")));
    }

    [Theory]
    [InlineData(1000L)]
    [InlineData(0L)]
    [InlineData(null)]
    public void Charge_BytesSpent_HandsOutNothingHoweverLittleIsAskedFor(long? size)
    {
        _options.CurrentValue = new BudgetOptions { DailyBytes = 0, UnknownSizeBytes = 0 };
        foreach (var range in new[] { "", "bytes=0-0", "bytes=-0", "bytes=99999999999-" })
        {
            Assert.Equal(SpentBudget.GatewayBytes, _budget.Reserve(Order("/a", size, range)).Spent);
            Assert.Equal(SpentBudget.GatewayBytes, _budget.Reserve(Order("/a", size, range) with { Use = LinkUse.PassedOn }).Spent);
        }

        Assert.Equal((0, 0), (_ledger.At(_time.GetUtcNow()).Gateway.Value.Links, _ledger.At(_time.GetUtcNow()).Gateway.Value.Bytes));
    }

    [Theory]
    [InlineData(1000L, 1000)]
    [InlineData(null, 5000)]
    public void Charge_WholeFile_CostsItsSizeOnceWhateverIsAskedFor(long? size, long cost)
    {
        _options.CurrentValue = _options.CurrentValue with { LinkCost = LinkCost.WholeFile };

        Assert.Equal((1, cost), Pay(Order("/a", size, "bytes=0-0")));
        Assert.Equal((0, 0), Pay(Order("/a", size, "bytes=5-")));
        Assert.Equal(10, _budget.Reserve(Order("/a", size, "bytes=0-9") with { Use = LinkUse.PassedOn }).Bytes);
    }

    [Theory]
    [InlineData(SpentBudget.UserLinks)]
    [InlineData(SpentBudget.UserBytes)]
    [InlineData(SpentBudget.GatewayLinks)]
    [InlineData(SpentBudget.GatewayBytes)]
    internal void Charge_SpentBudget_IsNamedAndTakesNothing(SpentBudget spent)
    {
        _options.CurrentValue = spent switch
        {
            SpentBudget.UserLinks => new BudgetOptions { PerUser = new UserBudgetOptions { DailyLinks = 2 } },
            SpentBudget.UserBytes => new BudgetOptions { PerUser = new UserBudgetOptions { DailyBytes = 2000 } },
            SpentBudget.GatewayLinks => new BudgetOptions { DailyLinks = 2 },
            _ => new BudgetOptions { DailyBytes = 1001 },
        };
        Pay(Order("/a"));
        Pay(Order("/b"));

        var refused = _budget.Reserve(Order("/c"));

        Assert.Equal((spent, TimeSpan.FromHours(12)), (refused.Spent, refused.RetryAfter));
        Assert.Equal(new UsageTotals(2, 2000, 1), _ledger.At(_time.GetUtcNow()).Gateway.Value);
        Assert.Equal(new UsageTotals(2, 2000, 1), _ledger.At(_time.GetUtcNow()).GetUser("u").Counter.Value);
        Assert.Equal((0, 0), Pay(Order("/a")));
    }

    [Fact]
    public void Charge_AcrossMidnight_CountsOnTheNewDay()
    {
        _options.CurrentValue = new BudgetOptions { DailyLinks = 1 };
        Pay(Order("/a"));
        Assert.Equal(SpentBudget.GatewayLinks, _budget.Reserve(Order("/b")).Spent);

        _time.Advance(TimeSpan.FromHours(12));

        Assert.Equal((1, 1000), Pay(Order("/b")));
        Assert.Equal(["2026-11-02", "2026-11-01"], _ledger.Days.Select(day => day.Date.ToString("O", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Charge_OwnLimits_OverrideThoseOfEverybody()
    {
        var everybody = new UserBudgetOptions { DailyLinks = 1, DailyBytes = 500 };
        var own = new UserBudgetOptions { DailyLinks = 3 }.Over(everybody);
        _options.CurrentValue = new BudgetOptions
        {
            PerUser = everybody,
            OfUsers = new Dictionary<string, UserBudgetOptions> { ["u"] = own }.ToFrozenDictionary()
        };

        Assert.True(_budget.Reserve(Order("/a", size: 1) with { User = "other" }).IsGranted);
        Assert.Equal(SpentBudget.UserLinks, _budget.Reserve(Order("/b") with { User = "other" }).Spent);
        Pay(Order("/a", size: 1));
        Pay(Order("/b", size: 600));
        Assert.Equal(SpentBudget.UserBytes, _budget.Reserve(Order("/c")).Spent);
    }

    [Fact]
    public void Charge_OnTheWayToTheLimit_IsLoggedAt80And100PercentOnce()
    {
        _options.CurrentValue = new BudgetOptions { DailyBytes = 5000, PerUser = new UserBudgetOptions { DailyLinks = 5 } };
        for (var i = 0; i < 5; i++)
        {
            Pay(Order($"/{i}"));
        }

        _budget.Reserve(Order("/x"));

        Assert.Equal(
            ["Warning 5001 80 % of today's budget of 5 links for u are spent ",
                "Warning 5003 80 % of today's budget of 5000 bytes for the whole gateway are spent "],
            _log.Texts.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)).Take(2));
        Assert.Equal(["5001", "5003", "5002", "5004"],
            _log.Texts.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]));
    }

    [Fact]
    public void Settle_LinkMade_IsInTheLogWithPathEscaped()
    {
        Pay(new BudgetRequest("u", IPAddress.Loopback, StoragePath.Root.Append(Encoding.UTF8.GetBytes("a\u202eb 第.mkv")), 1, null, ByteRange.FromTo(0, 9)));

        Assert.Equal(["Debug 5000 Link for u at 127.0.0.1 to /a\\u202eb 第.mkv: size (null), 10 bytes counted "], _log.Texts);
    }

    private static BudgetRequest Order(string path, long? size = 1000, string range = "")
    {
        Assert.True(StoragePath.TryParse(path, out var parsed));
        return new BudgetRequest("u", IPAddress.Loopback, parsed, 1, size, ByteRange.Parse(range, true, size));
    }

    private (int Links, long Bytes) Pay(in BudgetRequest order)
    {
        var charge = _budget.Reserve(order);
        Assert.True(charge.IsGranted);
        _budget.Commit(charge, order, _time.GetUtcNow() + Valid, $"https://h.example/13{order.Path}?auth_key=x");
        return (charge.Links, charge.Bytes);
    }
}
