namespace Pan123Dav.Media.AListApi;

/// <summary>What AList's API is told of the configuration.</summary>
internal sealed record AListApiOptions
{
    /// <summary>The time shown for a resource whose time nobody knows, UTC.</summary>
    public DateTime UnknownModified { get; init; } = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
}
