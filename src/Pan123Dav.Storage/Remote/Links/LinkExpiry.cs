using System.Globalization;

namespace Pan123Dav.Storage.Remote.Links;

/// <summary>When a download link stops working, as far as it says so itself.</summary>
internal static class LinkExpiry
{
    /// <summary>A link is not handed out any more so long before it ends.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    // No source tells how long a link without a time lives.
    private static readonly TimeSpan Unknown = TimeSpan.FromMinutes(10);
    private const string AmzFormat = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(1);

    /// <summary>
    /// What the query says, no further off than a day: the Unix seconds in <c>t=</c> (seen on 123's content hosts), in front of <c>auth_key=</c>
    /// (direct links) or in <c>Expires=</c> (S3), or <c>X-Amz-Date=</c> and <c>X-Amz-Expires=</c>. Where it says nothing that lies ahead,
    /// <paramref name="unknown"/>, or ten minutes.
    /// </summary>
    public static DateTimeOffset Read(Uri link, DateTimeOffset now, TimeSpan? unknown = null)
    {
        var (amzDate, amzSeconds) = ((DateTimeOffset?)null, 0L);
        foreach (var parameter in link.Query.TrimStart('?').Split('&'))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            var value = parameter.AsSpan(equals + 1);
            switch (parameter.AsSpan(0, Math.Max(equals, 0)))
            {
                case "t" or "Expires" when TryReadAhead(value, now, out var end):
                    return end;
                case "auth_key" when TryReadAhead(value[..Math.Max(value.IndexOf('-'), 0)], now, out var end):
                    return end;
                case "X-Amz-Date" when TryReadDate(value, out var date):
                    amzDate = date;
                    break;
                case "X-Amz-Expires" when TryReadSeconds(value, out var seconds):
                    amzSeconds = seconds;
                    break;
            }
        }

        return amzDate is { Year: < 9999 } start && start.AddSeconds(Math.Min(amzSeconds, (long)MaxLifetime.TotalSeconds)) is var last && last > now
            ? Within(last, now)
            : now + (unknown ?? Unknown);
    }

    private static bool TryReadAhead(ReadOnlySpan<char> text, DateTimeOffset now, out DateTimeOffset end)
    {
        end = default;
        if (!TryReadSeconds(text, out var seconds) || seconds <= now.ToUnixTimeSeconds())
        {
            return false;
        }

        end = seconds < (now + MaxLifetime).ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : now + MaxLifetime;
        return true;
    }

    private static bool TryReadDate(ReadOnlySpan<char> text, out DateTimeOffset date) =>
        DateTimeOffset.TryParseExact(text, AmzFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);

    private static bool TryReadSeconds(ReadOnlySpan<char> text, out long seconds) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);

    private static DateTimeOffset Within(DateTimeOffset end, DateTimeOffset now) => end < now + MaxLifetime ? end : now + MaxLifetime;
}
