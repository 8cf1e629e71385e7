namespace Pan123Dav.Delivery;

/// <summary>A rule for clients whose <c>User-Agent</c> begins with certain text.</summary>
internal sealed record ClientRuleOptions
{
    /// <summary>The beginning of the <c>User-Agent</c>; case does not matter.</summary>
    public required string UserAgent { get; init; }

    /// <summary>How long a link for such a client lives; null for what the mount says.</summary>
    public TimeSpan? ValidDuration { get; init; }
}
