using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Tests.Budgets.Usage;

public sealed class UsageCounterTests
{
    [Fact]
    public async Task TryTake_ManyAtOnce_GoesBeyondTheLimitOnceAtMost()
    {
        var counter = new UsageCounter();
        var taken = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 2000; i++)
            {
                if (counter.TryTake(BudgetUnit.Bytes, 7, 10_000))
                {
                    Interlocked.Increment(ref taken);
                }
            }
        })));

        Assert.Equal(1429, taken);
        Assert.Equal(1429 * 7, counter.Value.Bytes);
    }

    [Fact]
    public void TryTake_NothingFromASpentBudget_IsGranted()
    {
        var counter = new UsageCounter();

        Assert.False(counter.TryTake(BudgetUnit.Links, 1, 0));
        Assert.True(counter.TryTake(BudgetUnit.Bytes, 0, 0));
        Assert.Equal(default, counter.Value);
    }

    [Fact]
    public void TryTake_EnormousFiles_NeverRunsOver()
    {
        var counter = new UsageCounter();

        Assert.True(counter.TryTake(BudgetUnit.Bytes, long.MaxValue, null));
        Assert.True(counter.TryTake(BudgetUnit.Bytes, long.MaxValue, null));
        Assert.Equal(UsageCounter.MaxValue, counter.Value.Bytes);
        Assert.False(counter.TryTake(BudgetUnit.Bytes, 1, UsageCounter.MaxValue));
    }

    [Fact]
    public void Milestone_OnTheWayUp_IsToldOnceEach()
    {
        var counter = new UsageCounter();
        var told = new List<int>();
        for (var i = 0; i < 12; i++)
        {
            counter.TryTake(BudgetUnit.Links, 1, null);
            told.Add(counter.Milestone(BudgetUnit.Links, 10));
        }

        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 80, 0, 100, 0, 0], told);
        Assert.Equal(0, counter.Milestone(BudgetUnit.Bytes, 10));
    }

    [Fact]
    public void Milestone_ReachedBeforeARestart_IsNotToldAgain()
    {
        var counter = new UsageCounter();
        counter.Restore(new UsageTotals(9, 0, 0));
        counter.TryTake(BudgetUnit.Bytes, 100, null);

        Assert.Equal(0, counter.Milestone(BudgetUnit.Links, 10));
        counter.TryTake(BudgetUnit.Links, 1, null);
        Assert.Equal(100, counter.Milestone(BudgetUnit.Links, 10));
        Assert.Equal(100, counter.Milestone(BudgetUnit.Bytes, 100));
    }
}
