using System.Globalization;
using System.Text;
using Pan123Dav.Http;

namespace Pan123Dav.Tests.Http;

public sealed class HttpDateWriterTests
{
    private const long LastSecond = 253_402_300_799;

    [Fact]
    public void Write_AnyTimes_AreWrittenAsTheFrameworkDoes()
    {
        var random = new Random(20261126);
        var writer = default(HttpDateWriter);
        long[] edges = [long.MinValue, -1, 0, 1, 86_399, 86_400, 951_782_399, 951_782_400, 951_868_800, LastSecond, LastSecond + 1, long.MaxValue];

        // Each time is followed by its neighbours, which mostly share its day.
        var times = edges.Concat(Enumerable.Range(0, 2000).Select(_ => random.NextInt64(LastSecond)));
        foreach (var seconds in times.SelectMany(time => new[] { time, time ^ 1, time ^ 0x1FF }))
        {
            var time = DateTime.UnixEpoch.AddSeconds(Math.Clamp(seconds, 0, LastSecond));
            var (http, rfc3339) = (new byte[HttpDateFormat.HttpLength], new byte[HttpDateFormat.Rfc3339Length]);
            writer.WriteHttp(seconds, http);
            writer.WriteRfc3339(seconds, rfc3339);
            Assert.Equal(time.ToString("R", CultureInfo.InvariantCulture), Encoding.ASCII.GetString(http));
            Assert.Equal(time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), Encoding.ASCII.GetString(rfc3339));

            HttpDateFormat.WriteRfc3339(time, rfc3339.AsSpan());
            Assert.Equal(time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), Encoding.ASCII.GetString(rfc3339));
        }
    }
}
