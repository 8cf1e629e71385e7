using System.Globalization;

namespace Pan123Dav.Http;

/// <summary>Dates of RFC 9110 section 5.6.7 as text, the one last written kept: in one second many answers name the same.</summary>
internal static class HttpDate
{
    private static volatile Text? _last;

    /// <summary>Such as <c>Thu, 07 Sep 2023 14:27:01 GMT</c>.</summary>
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

    private sealed record Text(long Second, string Value);
}
