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

/// <summary>A tree, or a content host, may say of a file that it is longer than anything is.</summary>
public sealed class HugeFileTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly UsageLedger _ledger = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddSingleton<GatewayMetrics>().BuildServiceProvider();
    private readonly TrafficBudget _budget;

    public HugeFileTests() => _budget = new TrafficBudget(new FixedOptions<BudgetOptions>(new BudgetOptions { DailyBytes = 1_000_000 }), _ledger,
        _services.GetRequiredService<GatewayMetrics>(), _time, NullLogger<TrafficBudget>.Instance);

    private long Spent => _ledger.At(_time.GetUtcNow()).Gateway.Value.Bytes;

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 62)]
    [InlineData(1L << 53)]
    public void Release_NoLinkWasMade_LeavesWhatWasSpent(long size)
    {
        Pay(Order("/a", 1000));

        _budget.Release(_budget.Reserve(Order("/b", size)), Order("/b", size), wasAsked: false);

        Assert.Equal(1000, Spent);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 62)]
    [InlineData(1L << 53)]
    public void End_FewBytesWerePassedOn_CostsThose(long size)
    {
        // The first knows its file's size; the second is told of it by the content host, when it has taken bytes already.
        foreach (var order in new[] { Order("/a", size), Order("/b", null) })
        {
            var before = Spent;
            var passedOn = order with { Use = LinkUse.PassedOn };
            var transfer = _budget.BeginTransfer(_budget.Reserve(passedOn), passedOn, _time.GetUtcNow().AddHours(1), "https://h.example/13/a");
            transfer.Reserve(size);
            transfer.End(1000);

            Assert.Equal(before + 1000, Spent);
        }
    }

    [Fact]
    public void Commit_LinkWasMade_SpendsTheBudget()
    {
        Pay(Order("/a", long.MaxValue));

        Assert.Equal(SpentBudget.GatewayBytes, _budget.Reserve(Order("/b", 1)).Spent);
    }

    private static BudgetRequest Order(string path, long? size)
    {
        Assert.True(StoragePath.TryParse(path, out var parsed));
        return new BudgetRequest("u", IPAddress.Loopback, parsed, 1, size, ByteRange.Whole);
    }

    private void Pay(in BudgetRequest order)
    {
        var charge = _budget.Reserve(order);
        Assert.True(charge.IsGranted);
        _budget.Commit(charge, order, _time.GetUtcNow().AddHours(1), $"https://h.example/13{order.Path}?auth_key=x");
    }
}
