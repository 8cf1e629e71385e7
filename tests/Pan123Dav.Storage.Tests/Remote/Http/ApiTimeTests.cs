using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.Tests.Remote.Http;

public sealed class ApiTimeTests
{
    [Theory]
    [InlineData("2023-09-07 22:53:41", 1694098421L)]
    [InlineData("2023-09-07 22:53:41 +0800 CST", 1694098421L)]
    [InlineData("2023-09-07T22:53:41+08:00", 1694098421L)]
    [InlineData("2023-09-07T14:53:41Z", 1694098421L)]
    [InlineData("2023-09-07T22:53:41", 1694098421L)]
    [InlineData("0001-01-01 00:00:00", null)]
    [InlineData("9999-12-31 23:59:59", null)]
    [InlineData("1970-01-01 08:00:00", null)]
    [InlineData("1970-01-01 08:00:01", 1L)]
    [InlineData("", null)]
    [InlineData("yesterday, at about noon", null)]
    [InlineData(null, null)]
    public void Parse_TimeAs123WritesIt_IsUnixSeconds(string? text, long? expected) => Assert.Equal(expected, ApiTime.Parse(text));

    [Fact]
    public void Format_Moment_IsInTheZoneOf123() => Assert.Equal("2023-09-07 22:53:41", ApiTime.Format(DateTimeOffset.FromUnixTimeSeconds(1694098421)));
}
