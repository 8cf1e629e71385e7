using CsCheck;
using Pan123Dav.Http;

namespace Pan123Dav.Tests.Http;

public sealed class ByteRangeTests
{
    private const long End = long.MaxValue;

    [Theory]
    [InlineData("", "0-100")]
    [InlineData("bytes=0-", "0-100")]
    [InlineData("bytes=0-99", "0-100")]
    [InlineData("bytes=0-0", "0-1")]
    [InlineData("bytes=10-19", "10-20")]
    [InlineData("BYTES=10-19", "10-20")]
    [InlineData("bytes=90-", "90-100")]
    [InlineData("bytes=90-1000", "90-100")]
    [InlineData("bytes=-10", "90-100")]
    [InlineData("bytes=-1000", "0-100")]
    [InlineData("bytes=0-9,20-29", "0-10 20-30")]
    [InlineData("bytes=20-29, 0-9", "0-10 20-30")]
    [InlineData("bytes=0-9 ,\t5-14,,15-19", "0-20")]
    [InlineData("bytes=0-49,-60", "0-100")]
    [InlineData("bytes=0-9,500-", "0-10")]
    public void Parse_Range_IsWhatItAsksFor(string header, string expected) => Assert.Equal(expected, Intervals(header, 100));

    [Theory]
    [InlineData("bytes=100-")]
    [InlineData("bytes=100-199")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=99999999999999999999-")]
    [InlineData("bytes=100-,-0")]
    public void Parse_RangeOutsideOfTheFile_IsUnsatisfiableWhereTheSizeIsKnown(string header)
    {
        Assert.True(ByteRange.Parse(header, true, 100).IsUnsatisfiable);
        Assert.Equal("", Intervals(header, 100));
        Assert.False(ByteRange.Parse(header, true, null).IsUnsatisfiable);
    }

    [Theory]
    [InlineData("lines=0-9")]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=,")]
    [InlineData("bytes=-")]
    [InlineData("bytes=5")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=9-0")]
    [InlineData("bytes=0--9")]
    [InlineData("bytes=+1-9")]
    [InlineData("bytes=0-9,x")]
    [InlineData("bytes=0-9,bytes=20-29")]
    [InlineData("bytes=0-0,2-2,4-4,6-6,8-8,10-10,12-12,14-14,16-16,18-18,20-20,22-22,24-24,26-26,28-28,30-30,32-32")]
    public void Parse_RangeThatIsIgnored_IsEverything(string header)
    {
        Assert.Equal(ByteRange.Whole, ByteRange.Parse(header, true, 100));
        Assert.Equal("0-100", Intervals(header, 100));
    }

    [Theory]
    [InlineData("", 0, End)]
    [InlineData("bytes=5-", 5, End)]
    [InlineData("bytes=5-14", 5, 15)]
    [InlineData("bytes=-10", End - 10, End)]
    [InlineData("bytes=-0", 0, End)]
    [InlineData("bytes=-0,-0", 0, End)]
    [InlineData("bytes=99999999999999999999-", 0, End)]
    [InlineData("bytes=5-99999999999999999999", 5, End)]
    public void Parse_UnknownSize_EndsAtTheLargestNumberAndNothingIsEverything(string header, long start, long end) =>
        Assert.Equal($"{start}-{end}", Intervals(header, null));

    [Fact]
    public void Parse_EmptyFile_HasNothing()
    {
        Assert.Equal("", Intervals("", 0));
        Assert.True(ByteRange.Parse("bytes=0-", true, 0).IsUnsatisfiable);
    }

    [Theory]
    [InlineData("bytes=0-9")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=0-9,20-29")]
    public void Parse_IfRangeDoesNotHold_IsTheWholeFile(string header) => Assert.Equal(ByteRange.Whole, ByteRange.Parse(header, false, 100));

    [Theory]
    [InlineData("bytes=10-", 100L, "bytes=10-99")]
    [InlineData("bytes=10-5000", 100L, "bytes=10-99")]
    [InlineData("bytes=-10", 100L, "bytes=90-99")]
    [InlineData("bytes=10-", null, "bytes=10-")]
    [InlineData("bytes=-10", null, "bytes=-10")]
    public void ToString_OneRange_IsNeverBeyondTheKnownSize(string header, long? size, string expected)
    {
        var range = ByteRange.Parse(header, true, size);

        Assert.True(range.IsOne);
        Assert.Equal(expected, range.ToString());
    }

    [Theory]
    [InlineData("bytes=10-19", 10, 19, 100L, true)]
    [InlineData("bytes=10-19", 10, 18, 100L, false)]
    [InlineData("bytes=10-19", 10, 15, 16L, true)]
    [InlineData("bytes=-5", 95, 99, 100L, true)]
    [InlineData("bytes=-5", 94, 99, 100L, false)]
    [InlineData("bytes=10-", 10, 50, null, true)]
    [InlineData("bytes=10-19", 10, 20, null, false)]
    public void IsAnsweredBy_PartOfUnknownFile_IsThePartThatWasAskedFor(string header, long first, long last, long? total, bool expected) =>
        Assert.Equal(expected, ByteRange.Parse(header, true, null).IsAnsweredBy(first, last, total));

    [Fact]
    public void Parse_AnyText_StaysWithinTheFile() => Gen.Select(
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789-,= \tbytes"], 0, 40].Select(text => "bytes=" + text)),
        Gen.OneOf(Gen.Long[0, 1000], Gen.Long[0, long.MaxValue])).Sample((text, size) =>
    {
        Span<ByteInterval> asked = stackalloc ByteInterval[ByteRange.MaxIntervals];
        var range = ByteRange.Parse(text, true, size);
        var last = -1L;
        foreach (var interval in asked[..range.CopyTo(size, asked)])
        {
            Assert.InRange(interval.Start, last + 1, size - 1);
            Assert.InRange(interval.End, interval.Start + 1, size);
            last = interval.End;
        }

        Assert.Equal(last < 0, range.IsUnsatisfiable || size == 0);
        Assert.True(!range.IsOne || range.Last < size);
    });

    private static string Intervals(string header, long? size)
    {
        Span<ByteInterval> asked = stackalloc ByteInterval[ByteRange.MaxIntervals];
        return string.Join(' ',
            asked[..ByteRange.Parse(header, true, size).CopyTo(size, asked)].ToArray().Select(interval => $"{interval.Start}-{interval.End}"));
    }
}
