namespace Pan123Dav.Storage.Remote.Http;

/// <summary>
/// The rates that 123 documents (its notes for developers of 2025-10-28 and 2025-10-14, the lower of the two), and for the web interface the one that
/// its own people put into AList. In one place, so that a test against a stand-in can raise them all.
/// </summary>
public sealed record ApiRates
{
    /// <summary>Open platform: a page of a folder.</summary>
    public ApiRate FileList { get; init; } = ApiRate.PerSecond(5);

    /// <summary>Open platform: a download link.</summary>
    public ApiRate DownloadInfo { get; init; } = ApiRate.PerSecond(5);

    /// <summary>Open platform: the address of a direct link.</summary>
    public ApiRate DirectLinkUrl { get; init; } = ApiRate.PerSecond(5);

    /// <summary>Open platform: the direct links' traffic.</summary>
    public ApiRate DirectLinkLog { get; init; } = ApiRate.PerSecond(1);

    /// <summary>Open platform: the account.</summary>
    public ApiRate UserInfo { get; init; } = ApiRate.PerSecond(10);

    /// <summary>Open platform: a token. A rule of its own makes it far rarer.</summary>
    public ApiRate AccessToken { get; init; } = ApiRate.PerSecond(1);

    /// <summary>Web interface: each endpoint.</summary>
    public ApiRate Web { get; init; } = new(TimeSpan.FromMilliseconds(700));

    /// <summary>123's WebDAV server: listings, and links. Nothing is documented, and accounts were banned for much.</summary>
    public ApiRate WebDav { get; init; } = new(TimeSpan.FromMilliseconds(700));

    /// <summary>Other WebDAV servers: the same.</summary>
    public ApiRate OtherWebDav { get; init; } = ApiRate.PerSecond(20);

    /// <summary>The same rates, of which each of several gateways has its part.</summary>
    public ApiRates SharedBy(RateShare share) => new()
    {
        FileList = FileList with { Share = share },
        DownloadInfo = DownloadInfo with { Share = share },
        DirectLinkUrl = DirectLinkUrl with { Share = share },
        DirectLinkLog = DirectLinkLog with { Share = share },
        UserInfo = UserInfo with { Share = share },
        AccessToken = AccessToken with { Share = share },
        Web = Web with { Share = share },
        WebDav = WebDav with { Share = share },
        OtherWebDav = OtherWebDav with { Share = share },
    };

    /// <summary>The same, so many times as fast.</summary>
    public ApiRates Times(double factor) => new()
    {
        FileList = new(FileList.Interval / factor),
        DownloadInfo = new(DownloadInfo.Interval / factor),
        DirectLinkUrl = new(DirectLinkUrl.Interval / factor),
        DirectLinkLog = new(DirectLinkLog.Interval / factor),
        UserInfo = new(UserInfo.Interval / factor),
        AccessToken = new(AccessToken.Interval / factor),
        Web = new(Web.Interval / factor),
        WebDav = new(WebDav.Interval / factor),
        OtherWebDav = new(OtherWebDav.Interval / factor),
    };
}

/// <summary>How often one of 123's endpoints may be asked.</summary>
/// <param name="Interval">The least time from one call to the next.</param>
public readonly record struct ApiRate(TimeSpan Interval)
{
    // Calls that are sent evenly arrive unevenly: so many in a second must not become one more in somebody else's second.
    private const double Margin = 1.05;

    /// <summary>Among how many the rate is divided; null for one that has it alone.</summary>
    public RateShare? Share { get; init; }

    /// <summary>The least time from one call of this gateway's to the next.</summary>
    public TimeSpan Own => Share is null ? Interval : Interval * Share.Count;

    /// <summary>So many calls a second, evenly spread and a little below that.</summary>
    public static ApiRate PerSecond(double calls) => new(TimeSpan.FromSeconds(Margin / calls));
}
