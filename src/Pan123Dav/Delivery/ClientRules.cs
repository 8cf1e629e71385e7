namespace Pan123Dav.Delivery;

/// <summary>What is different for certain clients: the owner's rules, then the built-in ones; the first whose prefix the user agent begins with decides.</summary>
internal sealed class ClientRules(IEnumerable<ClientRuleOptions> configured)
{
    // These keep the redirected address for a whole film (VLC 3, Kodi, browsers) or reuse the redirect while they may (ffmpeg, mpv).
    private static readonly ClientRuleOptions[] BuiltIn =
    [
        .. new[] { "VLC/", "Kodi/", "Lavf/", "libmpv", "Mozilla/" }.Select(prefix => new ClientRuleOptions
        {
            UserAgent = prefix,
            ValidDuration = TimeSpan.FromMinutes(240),
        }),
    ];

    private readonly ClientRuleOptions[] _rules = [.. configured, .. BuiltIn];

    /// <summary>How long a link for this client should live, or null for what the mount says.</summary>
    public TimeSpan? ValidDurationFor(string userAgent)
    {
        foreach (var rule in _rules)
        {
            if (userAgent.StartsWith(rule.UserAgent, StringComparison.OrdinalIgnoreCase))
            {
                return rule.ValidDuration;
            }
        }

        return null;
    }
}
