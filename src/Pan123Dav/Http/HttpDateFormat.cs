using System.Buffers.Text;
using System.Globalization;

namespace Pan123Dav.Http;

/// <summary>
/// Times as they go out: RFC 9110 section 5.6.7 for HTTP, RFC 3339 without fraction for <c>creationdate</c> (Windows does not accept a fraction).
/// </summary>
internal static class HttpDateFormat
{
    public const int HttpLength = 29;
    public const int Rfc3339Length = 20;

    private static volatile Text? _last;

    /// <summary>Such as <c>Thu, 07 Sep 2023 14:27:01 GMT</c>. The last one is kept: many answers of one second name the same.</summary>
    public static string Format(DateTimeOffset time)
    {
        var second = time.UtcTicks / TimeSpan.TicksPerSecond;
        var last = _last;
        if (last?.Second != second)
        {
            _last = last = new Text(second, time.ToString("R", CultureInfo.InvariantCulture));
        }

        return last.Value;
    }

    public static DateTime FromUnixSeconds(long seconds) => DateTime.UnixEpoch.AddSeconds(Clamp(seconds));

    /// <summary>The nearest of the seconds that have a date: from 1970 to the end of 9999.</summary>
    public static long Clamp(long seconds) => Math.Clamp(seconds, 0, 253402300799);

    /// <summary>Writes <c>Thu, 07 Sep 2023 14:27:01 GMT</c>.</summary>
    public static void WriteHttp(DateTime utc, Span<byte> destination) => Utf8Formatter.TryFormat(utc, destination, out _, 'R');

    /// <summary>Writes <c>2023-09-07T14:27:01Z</c>.</summary>
    public static void WriteRfc3339(DateTime utc, Span<byte> destination)
    {
        // The framework's own has a fraction, and costs twice as much.
        "0000-00-00T00:00:00Z"u8.CopyTo(destination);
        var (date, time) = utc;
        var (year, month, day) = date;
        WriteTwoDigits(year / 100, destination);
        WriteTwoDigits(year % 100, destination[2..]);
        WriteTwoDigits(month, destination[5..]);
        WriteTwoDigits(day, destination[8..]);
        WriteTwoDigits(time.Hour, destination[11..]);
        WriteTwoDigits(time.Minute, destination[14..]);
        WriteTwoDigits(time.Second, destination[17..]);
    }

    public static void WriteTwoDigits(int number, Span<byte> destination)
    {
        destination[1] = (byte)('0' + (number % 10));
        destination[0] = (byte)('0' + (number / 10));
    }

    private sealed record Text(long Second, string Value);
}
