using System.Text.Json.Serialization;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>Of <c>direct-link/log</c>.</summary>
internal sealed class DirectLinkLogData
{
    [JsonPropertyName("total")]
    public long? Total { get; set; }

    [JsonPropertyName("list")]
    public List<DirectLinkLogItemData?>? List { get; set; }
}
