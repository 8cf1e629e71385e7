namespace Pan123Dav.Emulator;

/// <summary>What the stand-in for 123's direct-link host checks links against.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The key that links must be signed with.</summary>
    public required string PrivateKey { get; init; }

    /// <summary>The account that links must be signed for.</summary>
    public required long Uid { get; init; }
}
