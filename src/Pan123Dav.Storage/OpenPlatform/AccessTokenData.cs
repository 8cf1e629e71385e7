using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>Of <c>access_token</c>. Secret.</summary>
internal sealed class AccessTokenData
{
    [JsonPropertyName("accessToken")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? AccessToken { get; set; }

    /// <summary>RFC 3339.</summary>
    [JsonPropertyName("expiredAt")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? ExpiredAt { get; set; }
}
