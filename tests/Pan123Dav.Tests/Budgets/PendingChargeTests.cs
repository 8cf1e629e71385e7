using System.Collections.Frozen;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Http;
using Pan123Dav.Logging;
using Pan123Dav.Storage;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Budgets;

/// <summary>Charges for links that take a while, and for bytes that are passed on.</summary>
public sealed class PendingChargeTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly UsageLedger _ledger = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<GatewayMetrics>().BuildServiceProvider();
    private readonly TrafficBudget _budget;
    private readonly FixedOptions<BudgetOptions> _options = new(new BudgetOptions { UnknownSizeBytes = 5000 });

    public PendingChargeTests() =>
        _budget = new TrafficBudget(_options, _ledger, _services.GetRequiredService<GatewayMetrics>(), _time, NullLogger<TrafficBudget>.Instance);

    private UsageTotals Spent => _ledger.At(_time.GetUtcNow()).Gateway.Value;

    private (int Links, long Bytes) CountedByFile =>
        _ledger.At(_time.GetUtcNow()).Files.TakeUnwritten() is [{ Row.Usage: var usage }] ? ((int)usage.Links, usage.Bytes) : default;

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Return_OthersWaitForTheLink_TheChargeIsTheirs()
    {
        var order = Order();
        var (first, second) = (_budget.Reserve(order), _budget.Reserve(order));
        Assert.Equal((1, 1000L, 0, 0L), (first.Links, first.Bytes, second.Links, second.Bytes));

        _budget.Release(first, order, wasAsked: false);
        Assert.Equal(new UsageTotals(1, 1000, 0), Spent);
        Settle(second, order);

        Assert.Equal(new UsageTotals(1, 1000, 0), Spent);
        Assert.Equal((1, 1000L), CountedByFile);
        var later = _budget.Reserve(order);
        Assert.Equal((0, 0L), (later.Links, later.Bytes));
    }

    [Fact]
    public void Return_TheLastOne_IsGivenBackAndPaidAnew()
    {
        var order = Order();
        var charges = Enumerable.Range(0, 3).Select(_ => _budget.Reserve(order)).ToArray();
        foreach (var charge in charges)
        {
            Assert.Equal(new UsageTotals(1, 1000, 0), Spent);
            _budget.Release(charge, order, wasAsked: false);
        }

        Assert.Equal(default, Spent);
        Assert.Equal(1, _budget.Reserve(order).Links);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Return_FurtherBytesOfAFile_AreNoPartOfWhatItsLinksCost(bool mayWait)
    {
        var order = Order() with { MayWait = mayWait };
        var first = _budget.Reserve(order with { Range = ByteRange.FromTo(0, 99) });
        Settle(first, order);

        _budget.Release(_budget.Reserve(order), order, wasAsked: false);

        Assert.Equal(100, Spent.Bytes);
        Assert.Equal(100, first.Charge!.GetBytes(UsageLedger.GetDate(_time.GetUtcNow())));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Return_OfAProbe_IsProbedAgainForWhatIsLeft(bool isMade, bool wasAsked)
    {
        var limits = new Dictionary<string, UserBudgetOptions> { ["u"] = new() { ProbeBytes = 100 } };
        _options.CurrentValue = _options.CurrentValue with { OfUsers = limits.ToFrozenDictionary() };
        var order = Order() with { IsProbe = true };
        var (first, second) = (_budget.Reserve(order), _budget.Reserve(order));
        _budget.Release(first, order, wasAsked);
        if (isMade)
        {
            Settle(second, order);
        }
        else
        {
            _budget.Release(second, order, wasAsked: false);
        }

        Assert.Equal(isMade || wasAsked ? 100 : 0, Spent.Bytes);
        Settle(_budget.Reserve(order with { Address = IPAddress.IPv6Loopback }), order with { Address = IPAddress.IPv6Loopback });
        Assert.Equal(100, Spent.Bytes);
    }

    [Fact]
    public void Return_123WasAsked_NothingIsGivenBackAndNobodyPaysTwice()
    {
        var order = Order();
        _budget.Release(_budget.Reserve(order), order, wasAsked: true);
        Assert.Equal(new UsageTotals(1, 1000, 0), Spent);
        Assert.Equal((1, 1000L), CountedByFile);

        Settle(_budget.Reserve(order), order);
        _time.Advance(TimeSpan.FromMinutes(29));
        Settle(_budget.Reserve(order), order);

        Assert.Equal(new UsageTotals(1, 1000, 0), Spent);
        _time.Advance(TimeSpan.FromMinutes(1));
        Settle(_budget.Reserve(order), order);
        Assert.Equal(new UsageTotals(2, 2000, 0), Spent);
    }

    [Fact]
    public void Return_AskedForTheFirstOfTwo_IsNotGivenBackByTheSecond()
    {
        var order = Order();
        var (first, second) = (_budget.Reserve(order), _budget.Reserve(order));
        _budget.Release(first, order, wasAsked: true);
        _budget.Release(second, order, wasAsked: false);

        Assert.Equal(new UsageTotals(1, 1000, 0), Spent);
    }

    [Fact]
    public void Settle_AnotherFailsAfterwards_StaysPaid()
    {
        var order = Order();
        var (first, second) = (_budget.Reserve(order), _budget.Reserve(order));
        Settle(first, order);
        _budget.Release(second, order, wasAsked: false);

        Assert.Equal(new UsageTotals(1, 1000, 0), Spent);
        Assert.Equal(0, _budget.Reserve(order).Links);
    }

    [Fact]
    public void Charge_WaitingOverMidnight_StaysOnItsDay()
    {
        var order = Order();
        var yesterday = _ledger.At(_time.GetUtcNow());
        var first = _budget.Reserve(order with { Range = ByteRange.FromTo(0, 9) });
        _time.Advance(TimeSpan.FromHours(12));
        var second = _budget.Reserve(order);
        _budget.Release(first, order, wasAsked: false);
        _budget.Release(second, order, wasAsked: false);

        Assert.Equal(new UsageTotals(1, 10, 0), yesterday.Gateway.Value);
        Assert.Equal(default, Spent);
    }

    [Fact]
    public void Transfer_Ended_CostsWhatWasPassedOnEachTime()
    {
        var order = Order() with { Use = LinkUse.PassedOn };
        foreach (var passedOn in new[] { 1000L, 400, 0 })
        {
            var transfer = Begin(order);
            Assert.Equal(1000, transfer.Paid);
            transfer.End(passedOn);
            transfer.End(passedOn);
        }

        Assert.Equal(new UsageTotals(1, 1400, 0), Spent);
        Assert.Equal((1, 1400L), CountedByFile);
    }

    [Fact]
    public void Transfer_BegunAndBrokenOffAtOnce_CostsTheLinkAndItsByte()
    {
        Begin(Order() with { Use = LinkUse.PassedOn }).End(0);

        Assert.Equal(new UsageTotals(1, 1, 0), Spent);
    }

    [Fact]
    public void Transfer_PaidBefore_PaysForNoLinkThatIsHandedOut()
    {
        Begin(Order() with { Use = LinkUse.PassedOn }).End(1000);
        var charge = _budget.Reserve(Order());

        Assert.Equal((1, 1000L), (charge.Links, charge.Bytes));
    }

    [Fact]
    public void Transfer_LinkFailed_GivesItsBytesBackAndAfterAskingAllButTheLink()
    {
        var order = Order() with { Use = LinkUse.PassedOn };
        _budget.Release(_budget.Reserve(order), order, wasAsked: false);
        Assert.Equal(default, Spent);

        _budget.Release(_budget.Reserve(order), order, wasAsked: true);
        Assert.Equal(new UsageTotals(1, 1, 0), Spent);
    }

    [Fact]
    public void Transfer_TurnsOutLonger_OvershootsByOneFileAtMost()
    {
        _options.CurrentValue = new BudgetOptions { UnknownSizeBytes = 10, DailyBytes = 100 };
        var order = Order() with { Use = LinkUse.PassedOn, Size = null };
        var transfers = Enumerable.Range(0, 5).Select(_ => Begin(order)).ToArray();
        Assert.Equal(50, Spent.Bytes);

        Assert.Equal(SpentBudget.None, transfers[0].Reserve(1000));
        Assert.Equal(SpentBudget.GatewayBytes, transfers[1].Reserve(1000));
        Assert.Equal(SpentBudget.None, transfers[0].Reserve(2000));
        Assert.Equal(10, transfers[1].Paid);
        Assert.Equal(2040, Spent.Bytes);
        foreach (var transfer in transfers)
        {
            transfer.End(0);
        }

        Assert.Equal(1, Spent.Bytes);
    }

    private static BudgetRequest Order() => new("u", IPAddress.Loopback, StoragePath.Root, 1, 1000, ByteRange.Whole) { MayWait = true };

    private void Settle(in LinkReservation charge, in BudgetRequest order)
    {
        Assert.True(charge.IsGranted);
        _budget.Commit(charge, order, _time.GetUtcNow().AddMinutes(30), "");
    }

    private TransferCharge Begin(in BudgetRequest order)
    {
        var charge = _budget.Reserve(order);
        Assert.True(charge.IsGranted);
        return _budget.BeginTransfer(charge, order, _time.GetUtcNow().AddMinutes(30), "");
    }
}
