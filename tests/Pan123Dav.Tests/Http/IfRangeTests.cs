using Microsoft.Extensions.Primitives;
using Pan123Dav.Http;

namespace Pan123Dav.Tests.Http;

public sealed class IfRangeTests
{
    private static readonly DateTime Modified = new(2024, 2, 29, 12, 34, 56, DateTimeKind.Utc);

    [Theory]
    [InlineData("\"abc\"", true)]
    [InlineData("Thu, 29 Feb 2024 12:34:56 GMT", true)]
    [InlineData("Thu, 29 Feb 2024 12:34:57 GMT", false)]
    [InlineData("Thu, 29 Feb 2024 12:34:55 GMT", false)]
    [InlineData("W/\"abc\"", false)]
    [InlineData("\"abd\"", false)]
    [InlineData("\"abc\", \"abd\"", false)]
    [InlineData("*", false)]
    [InlineData("", false)]
    [InlineData("garbage", false)]
    public void Holds_Value_OnlyForTheVeryTagOrTime(string header, bool expected) => Assert.Equal(expected, IfRange.Holds(header, "\"abc\"", Modified));

    [Fact]
    public void Holds_NoHeader_Always() => Assert.True(IfRange.Holds(StringValues.Empty, "\"abc\"", null));

    [Fact]
    public void Holds_DateOfAnUnknownTime_Never()
    {
        Assert.False(IfRange.Holds("Sat, 01 Jan 2000 00:00:00 GMT", "\"abc\"", null));
        Assert.True(IfRange.Holds("\"abc\"", "\"abc\"", null));
    }

    [Fact]
    public void Holds_TwoValues_Never()
    {
        Assert.False(IfRange.Holds(new StringValues(["\"abc\"", "\"abc\""]), "\"abc\"", Modified));
        Assert.False(IfRange.Holds(new StringValues(["Thu, 29 Feb 2024 12:34:56 GMT", ""]), "\"abc\"", Modified));
    }
}
