namespace Pan123Dav.Storage;

/// <summary>How long a link should live, said against what its mount is configured with. The default value asks for just that.</summary>
public readonly record struct LinkLifetime
{
    private readonly TimeSpan? _duration;
    private readonly bool _isLeast;

    private LinkLifetime(TimeSpan duration, bool isLeast)
    {
        _duration = duration;
        _isLeast = isLeast;
    }

    /// <summary>What the owner wrote for a client, whatever the mount says.</summary>
    public static LinkLifetime Exactly(TimeSpan duration) => new(duration, isLeast: false);

    /// <summary>What a client needs: it prolongs what the mount says and never shortens it.</summary>
    public static LinkLifetime AtLeast(TimeSpan duration) => new(duration, isLeast: true);

    /// <summary>Whether a link got a moment ago was refused, so that one that is kept does not serve.</summary>
    public bool IsRenewal { get; private init; }

    /// <summary>The same for a link that replaces one that was refused.</summary>
    public LinkLifetime Renewed() => this with { IsRenewal = true };

    /// <summary>The duration for a mount whose own is <paramref name="ofMount"/>.</summary>
    public TimeSpan Over(TimeSpan ofMount) => _duration is not { } duration || (_isLeast && duration < ofMount) ? ofMount : duration;
}
