using Pan123Dav.Configuration;

namespace Pan123Dav.Delivery;

/// <summary>
/// One entry of <c>Pan123Dav:Clients</c>: what holds for programs whose User-Agent starts so. The first that matches and says something decides.
/// </summary>
internal sealed record ClientRuleOptions
{
    private static readonly string[] Players = ["VLC/", "Kodi/", "Lavf/", "libmpv", "Mozilla/"];

    /// <summary>Start of the User-Agent header, letter case aside.</summary>
    public required string UserAgent { get; init; }

    /// <summary>How content gets to this client, whatever its mount says; null when the rule does not say.</summary>
    public DeliveryMode? Delivery { get; init; }

    /// <summary>How long links signed for this client live; in the configuration minutes, 1 to 525600. Null when the rule does not say.</summary>
    public TimeSpan? ValidDuration { get; init; }

    /// <summary>Not the owner's: its duration prolongs a mount's and never shortens it.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>
    /// The rules that follow the configured ones: clients that keep the redirected URL for a whole film.
    /// VLC, Kodi, ffmpeg and mpv (Lavf/, libmpv) and browsers come back to it for every seek.
    /// </summary>
    public static IReadOnlyList<ClientRuleOptions> BuiltIn { get; } = CreateBuiltIn(TimeSpan.FromMinutes(240));

    /// <summary>
    /// The same while 123's CDN asks for every request: a link that is passed on is worth nothing then, so it may live as long as an evening.
    /// </summary>
    public static IReadOnlyList<ClientRuleOptions> BuiltInWithRemoteAuthentication { get; } = CreateBuiltIn(TimeSpan.FromHours(12));

    private static ClientRuleOptions[] CreateBuiltIn(TimeSpan duration) =>
        [.. Players.Select(userAgent => new ClientRuleOptions { UserAgent = userAgent, ValidDuration = duration, IsBuiltIn = true })];

    public static ClientRuleOptions Read(SectionReader reader)
    {
        var userAgent = reader.Text(nameof(UserAgent));
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            reader.AddError(nameof(UserAgent), "is missing: write how the client's User-Agent header starts, such as VLC/");
        }

        var (hasDelivery, hasDuration) = (reader.Has(nameof(Delivery)), reader.Has(nameof(ValidDuration)));
        if (!hasDelivery && !hasDuration)
        {
            reader.AddError(nameof(ValidDuration),
                "is missing, and so is Delivery: write how many minutes a link for this client lives, how content gets to it, or both");
        }

        var delivery = reader.Name(nameof(Delivery), DeliveryMode.Auto);
        var duration = reader.Minutes(nameof(ValidDuration), TimeSpan.FromMinutes(30));
        return new ClientRuleOptions { UserAgent = userAgent ?? "", Delivery = hasDelivery ? delivery : null, ValidDuration = hasDuration ? duration : null };
    }
}
