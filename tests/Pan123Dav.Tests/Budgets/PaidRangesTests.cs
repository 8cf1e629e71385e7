using System.Collections;
using CsCheck;
using Pan123Dav.Budgets;
using Pan123Dav.Http;

namespace Pan123Dav.Tests.Budgets;

public sealed class PaidRangesTests
{
    private const int Size = 200;

    private static readonly Gen<ByteInterval> Interval =
        Gen.Select(Gen.Int[0, Size - 1], Gen.Int[1, 40], (start, length) => new ByteInterval(start, Math.Min(Size, start + length)));

    [Fact]
    public void Cost_AnyRanges_IsTheBytesThatAreNew() => Interval.List[0, 60].Sample(intervals =>
    {
        var ranges = new PaidByteRanges();
        var paid = new BitArray(Size);
        foreach (var interval in intervals)
        {
            var expected = Enumerable.Range((int)interval.Start, (int)interval.Length).Count(position => !paid[position]);
            Assert.Equal(expected, Pay(ranges, interval, Size));
            for (var position = interval.Start; position < interval.End; position++)
            {
                paid[(int)position] = true;
            }
        }
    });

    [Fact]
    public void Cost_EverySecondByteThenTheOthersThenAll_IsNeverMoreThanTheFile()
    {
        var ranges = new PaidByteRanges();
        var all = Enumerable.Range(0, 1000).Select(i => i * 2).Concat(Enumerable.Range(0, 1000).Select(i => (i * 2) + 1))
            .Sum(start => Pay(ranges, new ByteInterval(start, start + 1), 2000));

        Assert.Equal(2000, all);
        Assert.Equal(0, Pay(ranges, new ByteInterval(0, 2000), 2000));
    }

    [Fact]
    public void Cost_MoreIslandsThanRemembered_ForgetsTheShortest()
    {
        var ranges = new PaidByteRanges();
        for (var i = 0; i <= PaidByteRanges.MaxIntervals; i++)
        {
            Assert.Equal(i == 3 ? 1 : 10, Pay(ranges, new ByteInterval(i * 100, (i * 100) + (i == 3 ? 1 : 10)), 100_000));
        }

        Assert.Equal(0, Pay(ranges, new ByteInterval(0, 10), 100_000));
        Assert.Equal(0, Pay(ranges, new ByteInterval(6400, 6410), 100_000));
        Assert.Equal(1, Pay(ranges, new ByteInterval(300, 301), 100_000));
    }

    [Fact]
    public void Cost_UnknownSize_EndsAtWhatSuchAFileCosts()
    {
        var ranges = new PaidByteRanges();

        Assert.Equal(600, Pay(ranges, new ByteInterval(5000, 5600), 1000));
        Assert.Equal(400, Pay(ranges, new ByteInterval(0, long.MaxValue), 1000));
        Assert.Equal(0, Pay(ranges, new ByteInterval(0, long.MaxValue), 1000));
    }

    private static long Pay(PaidByteRanges ranges, ByteInterval asked, long most)
    {
        var cost = ranges.Cost([asked], most);
        ranges.Add([asked], cost);
        return cost;
    }
}
