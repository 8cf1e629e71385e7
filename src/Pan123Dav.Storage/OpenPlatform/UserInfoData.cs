using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>Of <c>user/info</c>.</summary>
internal sealed class UserInfoData
{
    [JsonPropertyName("uid")]
    public ulong Uid { get; set; }

    [JsonPropertyName("vip")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Vip { get; set; }

    /// <summary>Bytes that are left.</summary>
    [JsonPropertyName("directTraffic")]
    public long? DirectTraffic { get; set; }

    [JsonPropertyName("isHideUID")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? IsHideUid { get; set; }
}
