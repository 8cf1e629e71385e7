namespace Pan123Dav.Delivery.Origin;

/// <summary>How long a content host, and a client that is fed from it, may stay silent.</summary>
internal sealed record OriginTimeouts
{
    /// <summary>For making a connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For the first or the next bytes of an answer.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For a client to take the next bytes: a paused player takes none.</summary>
    public TimeSpan Client { get; init; } = TimeSpan.FromMinutes(10);
}
