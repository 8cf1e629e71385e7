namespace Pan123Dav.Delivery;

/// <summary>What is different for certain clients: the first rule whose prefix the user agent begins with decides.</summary>
internal sealed class ClientRules(IEnumerable<ClientRuleOptions> rules)
{
    private readonly ClientRuleOptions[] _rules = [.. rules];

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
