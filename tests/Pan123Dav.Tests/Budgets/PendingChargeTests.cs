using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Budgets;
using Pan123Dav.Http;
using Pan123Dav.Metrics;
using Pan123Dav.Storage;

namespace Pan123Dav.Tests.Budgets;

/// <summary>Charges for links that take a while, and for bytes that are passed on.</summary>
public sealed class PendingChargeTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly UsageLedger _ledger = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<GatewayMetrics>().BuildServiceProvider();
    private readonly TrafficBudget _budget;
    private BudgetOptions _options = new() { UnknownSizeBytes = 5000 };

    public PendingChargeTests() =>
        _budget = new TrafficBudget(() => _options, _ledger, _services.GetRequiredService<GatewayMetrics>(), _time, NullLogger<TrafficBudget>.Instance);

    private Usage Spent => _ledger.At(_time.GetUtcNow()).Gateway.Value;

    private (int Links, long Bytes) CountedByFile => _ledger.At(_time.GetUtcNow()).Files.TakeUnwritten() is [{ Row.Usage: var usage }] ? ((int)usage.Links, usage.Bytes) : default;

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Return_OthersWaitForTheLink_TheChargeIsTheirs()
    {
        var order = Order();
        var (first, second) = (_budget.Charge(order), _budget.Charge(order));
        Assert.Equal((1, 1000L, 0, 0L), (first.Links, first.Bytes, second.Links, second.Bytes));

        _budget.Return(first, order, wasAsked: false);
        Assert.Equal(new Usage(1, 1000, 0), Spent);
        Settle(second, order);

        Assert.Equal(new Usage(1, 1000, 0), Spent);
        Assert.Equal((1, 1000L), CountedByFile);
        var later = _budget.Charge(order);
        Assert.Equal((0, 0L), (later.Links, later.Bytes));
    }

    [Fact]
    public void Return_TheLastOne_IsGivenBackAndPaidAnew()
    {
        var order = Order();
        var charges = Enumerable.Range(0, 3).Select(_ => _budget.Charge(order)).ToArray();
        foreach (var charge in charges)
        {
            Assert.Equal(new Usage(1, 1000, 0), Spent);
            _budget.Return(charge, order, wasAsked: false);
        }

        Assert.Equal(default, Spent);
        Assert.Equal(1, _budget.Charge(order).Links);
    }

    [Fact]
    public void Return_123WasAsked_NothingIsGivenBackAndNobodyPaysTwice()
    {
        var order = Order();
        _budget.Return(_budget.Charge(order), order, wasAsked: true);
        Assert.Equal(new Usage(1, 1000, 0), Spent);
        Assert.Equal((1, 1000L), CountedByFile);

        Settle(_budget.Charge(order), order);
        _time.Advance(TimeSpan.FromMinutes(29));
        Settle(_budget.Charge(order), order);

        Assert.Equal(new Usage(1, 1000, 0), Spent);
        _time.Advance(TimeSpan.FromMinutes(1));
        Settle(_budget.Charge(order), order);
        Assert.Equal(new Usage(2, 2000, 0), Spent);
    }

    [Fact]
    public void Return_AskedForTheFirstOfTwo_IsNotGivenBackByTheSecond()
    {
        var order = Order();
        var (first, second) = (_budget.Charge(order), _budget.Charge(order));
        _budget.Return(first, order, wasAsked: true);
        _budget.Return(second, order, wasAsked: false);

        Assert.Equal(new Usage(1, 1000, 0), Spent);
    }

    [Fact]
    public void Settle_AnotherFailsAfterwards_StaysPaid()
    {
        var order = Order();
        var (first, second) = (_budget.Charge(order), _budget.Charge(order));
        Settle(first, order);
        _budget.Return(second, order, wasAsked: false);

        Assert.Equal(new Usage(1, 1000, 0), Spent);
        Assert.Equal(0, _budget.Charge(order).Links);
    }

    [Fact]
    public void Charge_WaitingOverMidnight_StaysOnItsDay()
    {
        var order = Order();
        var yesterday = _ledger.At(_time.GetUtcNow());
        var first = _budget.Charge(order with { Range = ByteRange.FromTo(0, 9) });
        _time.Advance(TimeSpan.FromHours(12));
        var second = _budget.Charge(order);
        _budget.Return(first, order, wasAsked: false);
        _budget.Return(second, order, wasAsked: false);

        Assert.Equal(new Usage(1, 10, 0), yesterday.Gateway.Value);
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

        Assert.Equal(new Usage(1, 1400, 0), Spent);
        Assert.Equal((1, 1400L), CountedByFile);
    }

    [Fact]
    public void Transfer_BegunAndBrokenOffAtOnce_CostsTheLinkAndItsByte()
    {
        Begin(Order() with { Use = LinkUse.PassedOn }).End(0);

        Assert.Equal(new Usage(1, 1, 0), Spent);
    }

    [Fact]
    public void Transfer_PaidBefore_PaysForNoLinkThatIsHandedOut()
    {
        Begin(Order() with { Use = LinkUse.PassedOn }).End(1000);
        var charge = _budget.Charge(Order());

        Assert.Equal((1, 1000L), (charge.Links, charge.Bytes));
    }

    [Fact]
    public void Transfer_LinkFailed_GivesItsBytesBackAndAfterAskingAllButTheLink()
    {
        var order = Order() with { Use = LinkUse.PassedOn };
        _budget.Return(_budget.Charge(order), order, wasAsked: false);
        Assert.Equal(default, Spent);

        _budget.Return(_budget.Charge(order), order, wasAsked: true);
        Assert.Equal(new Usage(1, 1, 0), Spent);
    }

    [Fact]
    public void Transfer_TurnsOutLonger_OvershootsByOneFileAtMost()
    {
        _options = new BudgetOptions { UnknownSizeBytes = 10, DailyBytes = 100 };
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

    private static LinkOrder Order() => new("u", IPAddress.Loopback, StoragePath.Root, 1, 1000, ByteRange.Whole) { MayWait = true };

    private void Settle(in LinkCharge charge, in LinkOrder order)
    {
        Assert.True(charge.IsGranted);
        _budget.Settle(charge, order, _time.GetUtcNow().AddMinutes(30), "");
    }

    private TransferCharge Begin(in LinkOrder order)
    {
        var charge = _budget.Charge(order);
        Assert.True(charge.IsGranted);
        return _budget.BeginTransfer(charge, order, _time.GetUtcNow().AddMinutes(30), "");
    }
}
