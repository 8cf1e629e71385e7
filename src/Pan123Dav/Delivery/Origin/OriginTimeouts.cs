namespace Pan123Dav.Delivery.Origin;

/// <summary>How long a content host, and a client that is fed from it, may keep quiet.</summary>
internal sealed record OriginTimeouts
{
    /// <summary>Until a connection stands.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until the first or the next bytes of an answer.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Until a client takes the next bytes: a player on pause takes none.</summary>
    public TimeSpan Client { get; init; } = TimeSpan.FromMinutes(10);
}
