using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Authentication.Throttling;

namespace Pan123Dav.Tests.Authentication.Throttling;

public sealed class FailureTableTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Fail_UpToTheLimit_RefusesUntilTheWindowIsOver()
    {
        var table = new FixedSizeFailureCounter(_time, 64);
        Fail(table, 1);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(TimeSpan.Zero, table.GetDelay(1, 2, Window));
        Fail(table, 1);

        Assert.Equal(TimeSpan.FromMinutes(10), table.GetDelay(1, 2, Window));
        Assert.False(table.TryBegin(1, 2, Window));
        Assert.Equal(TimeSpan.Zero, table.GetDelay(2, 2, Window));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(TimeSpan.Zero, table.GetDelay(1, 2, Window));
        Assert.True(table.TryBegin(1, 2, Window));
    }

    [Fact]
    public void TryBegin_RunningAttempts_CountAsFailures()
    {
        var table = new FixedSizeFailureCounter(_time, 64);
        Fail(table, 1);
        Assert.True(table.TryBegin(1, 3, Window));
        Assert.True(table.TryBegin(1, 3, Window));
        Assert.False(table.TryBegin(1, 3, Window));
        table.End(1, forgive: false);
        Assert.True(table.TryBegin(1, 3, Window));
    }

    [Fact]
    public void End_Forgiving_ForgetsFailuresButNotWhatRuns()
    {
        var table = new FixedSizeFailureCounter(_time, 64);
        Fail(table, 1);
        Assert.True(table.TryBegin(1, 3, Window));
        Assert.True(table.TryBegin(1, 3, Window));
        table.End(1, forgive: true);
        Assert.True(table.TryBegin(1, 3, Window));
        Assert.True(table.TryBegin(1, 3, Window));
        Assert.False(table.TryBegin(1, 3, Window));
    }

    [Fact]
    public void Fail_OfMoreKeysThanThereIsRoomFor_ForgetsTheOldestFirst()
    {
        // Eight keys share eight places; the ninth takes the place of the first that failed.
        var table = new FixedSizeFailureCounter(_time, 8);
        for (var key = 1; key <= 9; key++)
        {
            Fail(table, (UInt128)key);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(TimeSpan.Zero, table.GetDelay(1, 1, Window));
        Assert.All(Enumerable.Range(2, 8), key => Assert.NotEqual(TimeSpan.Zero, table.GetDelay((UInt128)key, 1, Window)));
    }

    [Fact]
    public void Fail_OfAMillionKeys_AllocatesNothing()
    {
        var table = new FixedSizeFailureCounter(_time);
        Fail(table, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var key = 0; key < 1_000_000; key++)
        {
            Fail(table, (UInt128)key * 0x9E3779B97F4A7C15);
        }

        // The runtime recompiles the loop while it runs and takes a few kilobytes for that now and then; a key would show as at least 24 bytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public async Task TryBegin_FromManyThreads_NeverExceedsTheLimit()
    {
        var table = new FixedSizeFailureCounter(_time, 64);
        var begun = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                if (table.TryBegin(7, 10, Window))
                {
                    Interlocked.Increment(ref begun);
                    table.Fail(7, Window);
                }
            }
        })));

        Assert.Equal(10, begun);
    }

    private static void Fail(FixedSizeFailureCounter table, UInt128 key)
    {
        Assert.True(table.TryBegin(key, int.MaxValue, Window));
        table.Fail(key, Window);
    }
}
