using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>Of <c>file/download_info</c>.</summary>
internal sealed class DownloadInfoData
{
    [JsonPropertyName("downloadUrl")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? DownloadUrl { get; set; }
}
