using System.Text.Json.Serialization;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>What a token is asked for with. Secret.</summary>
internal sealed class AccessTokenRequest
{
    [JsonPropertyName("clientID")]
    public required string ClientId { get; init; }

    [JsonPropertyName("clientSecret")]
    public required string ClientSecret { get; init; }
}
