using Pan123Dav.Http;

namespace Pan123Dav.Tests.Http;

public sealed class HttpDateTests
{
    [Fact]
    public void Of_TimesOfOneSecondAndOfAnother_TellsThemApart()
    {
        var time = new DateTimeOffset(2023, 9, 7, 22, 27, 1, TimeSpan.FromHours(8));

        Assert.Equal("Thu, 07 Sep 2023 14:27:01 GMT", HttpDateFormat.Format(time));
        Assert.Equal(HttpDateFormat.Format(time), HttpDateFormat.Format(time.AddMilliseconds(999)));
        Assert.Equal("Thu, 07 Sep 2023 14:27:02 GMT", HttpDateFormat.Format(time.AddSeconds(1)));
        Assert.Equal("Thu, 07 Sep 2023 14:27:01 GMT", HttpDateFormat.Format(time));
    }
}
