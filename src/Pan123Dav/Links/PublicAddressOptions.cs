namespace Pan123Dav.Links;

/// <summary>Key <c>Pan123Dav:PublicUrl</c>.</summary>
internal sealed record PublicAddressOptions
{
    /// <summary>Where people reach the gateway, without a slash at its end; null when that is where they ask.</summary>
    public string? Address { get; init; }
}
