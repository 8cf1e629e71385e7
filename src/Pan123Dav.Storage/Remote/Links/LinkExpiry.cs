using System.Globalization;

namespace Pan123Dav.Storage.Remote.Links;

/// <summary>When a download link stops working, as far as it says so itself.</summary>
internal static class LinkExpiry
{
    /// <summary>A link is not handed out any more so long before it ends.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    // No source tells how long a link without a time lives.
    private static readonly TimeSpan Unknown = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(1);

    /// <summary>The Unix seconds in <c>t=</c> of the query (seen on 123's content hosts), no further off than a day; ten minutes where it has none that lies ahead.</summary>
    public static DateTimeOffset Read(Uri link, DateTimeOffset now)
    {
        foreach (var parameter in link.Query.TrimStart('?').Split('&'))
        {
            if (parameter.StartsWith("t=", StringComparison.Ordinal)
                && long.TryParse(parameter.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds > now.ToUnixTimeSeconds())
            {
                return seconds < (now + MaxLifetime).ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : now + MaxLifetime;
            }
        }

        return now + Unknown;
    }
}
