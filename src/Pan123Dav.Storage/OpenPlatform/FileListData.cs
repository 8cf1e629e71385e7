using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>Of <c>v2/file/list</c>.</summary>
internal sealed class FileListData
{
    /// <summary>Asks for the next page; -1 on the last.</summary>
    [JsonPropertyName("lastFileId")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? LastFileId { get; set; }

    [JsonPropertyName("fileList")]
    public List<FileData?>? FileList { get; set; }
}
