using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>A file or folder of <c>v2/file/list</c>.</summary>
internal sealed class FileData
{
    [JsonPropertyName("fileId")]
    public long FileId { get; set; }

    [JsonPropertyName("filename")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? FileName { get; set; }

    /// <summary>0 file, 1 folder.</summary>
    [JsonPropertyName("type")]
    public long Type { get; set; }

    /// <summary>MD5.</summary>
    [JsonPropertyName("etag")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Etag { get; set; }

    [JsonPropertyName("size")]
    public long Size { get; set; }

    /// <summary>More than 100: rejected by 123's review.</summary>
    [JsonPropertyName("status")]
    public long Status { get; set; }

    /// <summary>0, or in the recycle bin.</summary>
    [JsonPropertyName("trashed")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Trashed { get; set; }

    /// <summary><c>2025-09-01 12:30:00</c>, UTC+8.</summary>
    [JsonPropertyName("updateAt")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? UpdateAt { get; set; }
}
