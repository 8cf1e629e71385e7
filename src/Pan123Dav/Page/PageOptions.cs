using System.Text;
using Pan123Dav.Console;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Page;

/// <summary>What pages are told by their host.</summary>
internal sealed record PageOptions
{
    /// <summary>Where the drive is.</summary>
    public StoragePath PathBase { get; init; }

    /// <summary>Which language pages and errors are in.</summary>
    public LanguageSetting Language { get; init; }

    /// <summary>How long addresses live that are handed on.</summary>
    public TimeSpan TicketLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The drive's place as an encoded path with a slash at both ends, without a prefix.</summary>
    public string DriveHref
    {
        get
        {
            var href = new StringBuilder("/");
            foreach (var segment in PathBase.Segments)
            {
                var encoded = new byte[segment.Length * 3];
                href.Append(Encoding.ASCII.GetString(encoded, 0, PercentEncoding.Encode(segment.Span, encoded))).Append('/');
            }

            return href.ToString();
        }
    }
}
