namespace Pan123Dav.Storage;

/// <summary>What a link is asked for with. The default value asks in nobody's name for a link that lives as long as its mount says.</summary>
/// <param name="Lifetime">How long the link should live.</param>
public readonly record struct LinkRequest(LinkLifetime Lifetime)
{
    /// <summary>
    /// Who waits for the link. Where a service is asked, users take turns, and each has a bounded number of
    /// links that are being made. Null for the gateway itself.
    /// </summary>
    public string? User { get; init; }

    /// <summary>Is told when a service is asked; null where nobody wants to know.</summary>
    public LinkProgress? Progress { get; init; }
}

/// <summary>How far the making of a link has come, also when nothing came of it.</summary>
public sealed class LinkProgress
{
    private volatile bool _wasAsked;

    /// <summary>Whether a service was asked for the link, so that it may have cost its owner something.</summary>
    public bool WasAsked => _wasAsked;

    internal void SetAsked() => _wasAsked = true;
}
