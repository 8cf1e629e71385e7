namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>A mount of type <see cref="MountType.OpenPlatform"/>.</summary>
public sealed record OpenPlatformOptions : RemoteOptions
{
    /// <summary>Of the developer application, from 123's developer page.</summary>
    public required string ClientId { get; init; }

    /// <summary>Of the developer application; secret.</summary>
    public required string ClientSecret { get; init; }

    /// <inheritdoc/>
    public override bool MakesDirectLinks => Link == OpenPlatformLink.DirectLink;

    /// <summary>Which links to hand out.</summary>
    public OpenPlatformLink Link { get; init; } = OpenPlatformLink.Download;
}
