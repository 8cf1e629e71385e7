using System.Runtime.CompilerServices;

namespace Pan123Dav.Http;

/// <summary>Writes one time after the other as <see cref="HttpDateFormat"/> does. Neighbours in a folder mostly share their day, so its text is kept.</summary>
internal struct HttpDateWriter
{
    private const long SecondsADay = 24 * 60 * 60;

    // "Thu, 07 Sep 2023 " and "2023-09-07T".
    private const int HttpDay = 17;
    private const int Rfc3339Day = 11;

    private DayText _text;
    private long _day;

    /// <summary>Writes the form of <see cref="HttpDateFormat.WriteHttp"/>.</summary>
    public void WriteHttp(long seconds, Span<byte> destination)
    {
        var second = GetSecond(seconds);
        ReadOnlySpan<byte> text = _text;
        text[..HttpDay].CopyTo(destination);
        WriteClock(second, destination[HttpDay..]);
        " GMT"u8.CopyTo(destination[(HttpDay + 8)..]);
    }

    /// <summary>Writes the form of <see cref="HttpDateFormat.WriteRfc3339"/>.</summary>
    public void WriteRfc3339(long seconds, Span<byte> destination)
    {
        var second = GetSecond(seconds);
        ReadOnlySpan<byte> text = _text;
        text.Slice(HttpDay, Rfc3339Day).CopyTo(destination);
        WriteClock(second, destination[Rfc3339Day..]);
        destination[Rfc3339Day + 8] = (byte)'Z';
    }

    // Returns the second of the day.
    private int GetSecond(long seconds)
    {
        var time = HttpDateFormat.Clamp(seconds);
        var day = (time / SecondsADay) + 1;
        if (day != _day)
        {
            Span<byte> text = _text;
            Span<byte> whole = stackalloc byte[HttpDateFormat.HttpLength];
            HttpDateFormat.WriteHttp(HttpDateFormat.FromUnixSeconds(time), whole);
            whole[..HttpDay].CopyTo(text);
            HttpDateFormat.WriteRfc3339(HttpDateFormat.FromUnixSeconds(time), whole);
            whole[..Rfc3339Day].CopyTo(text[HttpDay..]);
            _day = day;
        }

        return (int)(time % SecondsADay);
    }

    private static void WriteClock(int second, Span<byte> destination)
    {
        HttpDateFormat.WriteTwoDigits(second % 60, destination[6..]);
        destination[5] = (byte)':';
        HttpDateFormat.WriteTwoDigits(second / 60 % 60, destination[3..]);
        destination[2] = (byte)':';
        HttpDateFormat.WriteTwoDigits(second / 3600, destination);
    }

    [InlineArray(HttpDay + Rfc3339Day)]
    private struct DayText
    {
        private byte _first;
    }
}
