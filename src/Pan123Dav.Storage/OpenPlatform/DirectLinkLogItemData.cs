using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>A line of <c>direct-link/log</c>.</summary>
internal sealed class DirectLinkLogItemData
{
    [JsonPropertyName("uniqueID")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? UniqueId { get; set; }

    [JsonPropertyName("fileName")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? FileName { get; set; }

    [JsonPropertyName("fileSize")]
    public long FileSize { get; set; }

    [JsonPropertyName("filePath")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? FilePath { get; set; }

    [JsonPropertyName("directLinkURL")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? DirectLinkUrl { get; set; }

    /// <summary>1 files, 2 image bed.</summary>
    [JsonPropertyName("fileSource")]
    public long FileSource { get; set; }

    [JsonPropertyName("totalTraffic")]
    public long TotalTraffic { get; set; }
}
