using System.Runtime.CompilerServices;

namespace Pan123Dav.Http;

/// <summary>
/// Writes one time after the other as <see cref="HttpDateFormat"/> does. The text of the last one is kept: a member has its time in both forms, and
/// neighbours in a folder mostly share their day.
/// </summary>
internal struct HttpDateWriter
{
    private const long SecondsADay = 24 * 60 * 60;

    // Behind "Thu, 07 Sep 2023 " and "2023-09-07T".
    private const int HttpClock = 17;
    private const int Rfc3339Clock = HttpDateFormat.HttpLength + 11;

    private BothForms _text;
    private long _day;
    private long _time;

    /// <summary>Writes the form of <see cref="HttpDateFormat.WriteHttp"/>.</summary>
    public void WriteHttp(long seconds, Span<byte> destination)
    {
        Set(seconds);
        ReadOnlySpan<byte> text = _text;
        text[..HttpDateFormat.HttpLength].CopyTo(destination);
    }

    /// <summary>Writes the form of <see cref="HttpDateFormat.WriteRfc3339"/>.</summary>
    public void WriteRfc3339(long seconds, Span<byte> destination)
    {
        Set(seconds);
        ReadOnlySpan<byte> text = _text;
        text.Slice(HttpDateFormat.HttpLength, HttpDateFormat.Rfc3339Length).CopyTo(destination);
    }

    private void Set(long seconds)
    {
        var time = HttpDateFormat.Clamp(seconds);
        if (time != _time || _day == 0)
        {
            SetText(time);
        }
    }

    private void SetText(long time)
    {
        Span<byte> text = _text;
        var day = (time / SecondsADay) + 1;
        if (day != _day)
        {
            var date = HttpDateFormat.FromUnixSeconds(time);
            HttpDateFormat.WriteHttp(date, text);
            HttpDateFormat.WriteRfc3339(date, text[HttpDateFormat.HttpLength..]);
        }
        else
        {
            var clock = text.Slice(HttpClock, 8);
            WriteClock((int)(time % SecondsADay), clock);
            clock.CopyTo(text[Rfc3339Clock..]);
        }

        (_day, _time) = (day, time);
    }

    private static void WriteClock(int second, Span<byte> destination)
    {
        HttpDateFormat.WriteTwoDigits(second % 60, destination[6..]);
        HttpDateFormat.WriteTwoDigits(second / 60 % 60, destination[3..]);
        HttpDateFormat.WriteTwoDigits(second / 3600, destination);
    }

    [InlineArray(HttpDateFormat.HttpLength + HttpDateFormat.Rfc3339Length)]
    private struct BothForms
    {
        private byte _first;
    }
}
