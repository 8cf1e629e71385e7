using System.Globalization;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>Times as 123 writes them.</summary>
internal static class ApiTime
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    /// <summary>The zone of every time that 123 writes without one: UTC+8, without summer time.</summary>
    public static TimeSpan Offset => Zone;

    /// <summary>
    /// Unix seconds of <c>2025-09-01 12:30:00</c> (UTC+8), <c>2025-09-01 12:30:00 +0800 CST</c> or ISO
    /// 8601; null for anything else and for what is not after 1970.
    /// </summary>
    public static long? Parse(string? text)
    {
        if (text is null || text.Length is < 19 or > 40)
        {
            return null;
        }

        if (text.EndsWith(" CST", StringComparison.Ordinal))
        {
            text = text[..^4];
        }

        DateTimeOffset moment;
        if (DateTime.TryParseExact(text, ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            if (local.Year is < 1970 or > 9998)
            {
                return null;
            }

            moment = new DateTimeOffset(local, Zone);
        }
        else if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment))
        {
            return null;
        }

        return moment.ToUnixTimeSeconds() is var seconds and > 0 ? seconds : null;
    }

    /// <summary>A moment as the open platform wants it: <c>2025-09-01 12:30:00</c> in UTC+8.</summary>
    public static string Format(DateTimeOffset moment) => moment.ToOffset(Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
