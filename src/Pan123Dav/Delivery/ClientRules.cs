using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>What is different for certain clients: the first rule that says something and whose prefix the user agent begins with decides.</summary>
internal sealed class ClientRules(IEnumerable<ClientRuleOptions> rules)
{
    // davfs2 and cadaver show a redirect as an error, RaiDrive lists and cannot copy, Windows' MiniRedir fails to open, WinSCP stores an empty file.
    private static readonly string[] NotFollowing = ["davfs2/", "cadaver/", "RaiDrive", "Microsoft-WebDAV-MiniRedir/", "WinSCP/"];

    // libneon leaves redirects to the program, and programs leave them alone; its name stands somewhere behind theirs.
    private const string Neon = "neon/";

    private const string Prober = "Lavf/";

    // User agents come as a character a byte, whatever they were written in.
    private readonly ClientRuleOptions[] _rules = [.. rules.Select(static rule => rule with { UserAgent = KestrelProtocol.AsHeaderValue(rule.UserAgent) })];

    /// <summary>How long a link for this client should live.</summary>
    public LinkLifetime LifetimeFor(string userAgent)
    {
        foreach (var rule in _rules)
        {
            if (rule.ValidDuration is { } duration && StartsWith(userAgent, rule.UserAgent))
            {
                return rule.IsBuiltIn ? LinkLifetime.AtLeast(duration) : LinkLifetime.Exactly(duration);
            }
        }

        return default;
    }

    /// <summary>How content gets to this client, or null for what its mount says.</summary>
    public DeliveryMode? DeliveryFor(string userAgent)
    {
        foreach (var rule in _rules)
        {
            if (rule.Delivery is { } delivery && StartsWith(userAgent, rule.UserAgent))
            {
                return delivery;
            }
        }

        return null;
    }

    /// <summary>Whether this client is known to follow no redirect to another host.</summary>
    public static bool FollowsNoRedirect(string userAgent)
    {
        foreach (var prefix in NotFollowing)
        {
            if (StartsWith(userAgent, prefix))
            {
                return true;
            }
        }

        return userAgent.Contains(Neon, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Whether this client is ffmpeg's library, with which media servers look at files: ffprobe, ffmpeg and players built on them send its name.
    /// </summary>
    public static bool IsProber(string userAgent) => StartsWith(userAgent, Prober);

    private static bool StartsWith(string userAgent, string prefix) => userAgent.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
