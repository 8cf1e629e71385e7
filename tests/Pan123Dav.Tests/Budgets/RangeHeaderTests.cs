using Pan123Dav.Budgets;

namespace Pan123Dav.Tests.Budgets;

public sealed class RangeHeaderTests
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
    public void Read_Range_IsWhatItAsksFor(string header, string expected) => Assert.Equal(expected, Read(header, 100));

    [Theory]
    [InlineData("bytes=100-")]
    [InlineData("bytes=100-199")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=99999999999999999999-")]
    public void Read_RangeOutsideOfTheFile_IsNothing(string header) => Assert.Equal("", Read(header, 100));

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
    public void Read_RangeThatIsIgnored_IsEverything(string header) => Assert.Equal("0-100", Read(header, 100));

    [Theory]
    [InlineData("", 0, End)]
    [InlineData("bytes=5-", 5, End)]
    [InlineData("bytes=5-14", 5, 15)]
    [InlineData("bytes=-10", End - 10, End)]
    [InlineData("bytes=5-99999999999999999999", 5, End)]
    public void Read_UnknownSize_EndsAtTheLargestNumber(string header, long start, long end) => Assert.Equal($"{start}-{end}", Read(header, null));

    [Theory]
    [InlineData("")]
    [InlineData("bytes=0-")]
    public void Read_EmptyFile_IsNothing(string header) => Assert.Equal("", Read(header, 0));

    private static string Read(string header, long? size)
    {
        Span<ByteInterval> asked = stackalloc ByteInterval[RangeHeader.MostRanges];
        return string.Join(' ', asked[..RangeHeader.Read(header, size, asked)].ToArray().Select(interval => $"{interval.Start}-{interval.End}"));
    }
}
