using Pan123Dav.Configuration;

namespace Pan123Dav.Delivery;

/// <summary>One entry of <c>Pan123Dav:Clients</c>: what holds for programs whose User-Agent starts so. The first that matches decides.</summary>
internal sealed record ClientRuleOptions
{
    /// <summary>Start of the User-Agent header, letter case aside.</summary>
    public required string UserAgent { get; init; }

    /// <summary>How long links signed for this client live; in the configuration minutes, 1 to 525600.</summary>
    public required TimeSpan ValidDuration { get; init; }

    /// <summary>
    /// The rules that follow the configured ones: clients that keep the redirected URL for a whole film.
    /// VLC, Kodi, ffmpeg and mpv (Lavf/, libmpv) and browsers come back to it for every seek.
    /// </summary>
    public static IReadOnlyList<ClientRuleOptions> BuiltIn { get; } =
    [
        .. new[] { "VLC/", "Kodi/", "Lavf/", "libmpv", "Mozilla/" }
            .Select(userAgent => new ClientRuleOptions { UserAgent = userAgent, ValidDuration = TimeSpan.FromMinutes(240) }),
    ];

    public static ClientRuleOptions Read(SectionReader reader)
    {
        var userAgent = reader.Text(nameof(UserAgent));
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            reader.Fail(nameof(UserAgent), "is missing: write how the client's User-Agent header starts, such as VLC/");
        }

        if (!reader.Has(nameof(ValidDuration)))
        {
            reader.Fail(nameof(ValidDuration), "is missing: write how many minutes a link for this client lives");
        }

        return new ClientRuleOptions { UserAgent = userAgent ?? "", ValidDuration = reader.Minutes(nameof(ValidDuration), TimeSpan.FromMinutes(30)) };
    }
}
