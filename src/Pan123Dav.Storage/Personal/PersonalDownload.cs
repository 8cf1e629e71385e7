using System.Text.Json.Serialization;

namespace Pan123Dav.Storage.Personal;

/// <summary>Asks where a file is. Names as the web pages write them.</summary>
internal sealed record PersonalDownload
{
    [JsonPropertyName("driveId")]
    public long DriveId { get; init; }

    [JsonPropertyName("etag")]
    public required string Etag { get; init; }

    [JsonPropertyName("fileId")]
    public required long FileId { get; init; }

    [JsonPropertyName("fileName")]
    public required string FileName { get; init; }

    [JsonPropertyName("s3keyFlag")]
    public required string S3KeyFlag { get; init; }

    [JsonPropertyName("size")]
    public required long Size { get; init; }

    /// <summary>0 is a file.</summary>
    [JsonPropertyName("type")]
    public long Type { get; init; }
}
