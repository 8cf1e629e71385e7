using Pan123Dav.Configuration;

namespace Pan123Dav.Delivery;

/// <summary>Section <c>Pan123Dav:Delivery</c>.</summary>
internal sealed record DeliveryOptions
{
    /// <summary>How many files the gateway passes on to one user at the same time; one more is answered 429.</summary>
    public int MaxStreamsPerUser { get; init; } = 8;

    public static DeliveryOptions Read(SectionReader reader) => new()
    {
        MaxStreamsPerUser = (int)reader.Integer(nameof(MaxStreamsPerUser), 8, 1, 10_000),
    };
}
