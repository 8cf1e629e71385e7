using System.Text.Json.Serialization;

namespace Pan123Dav.Storage.Share;

/// <summary>Asks where a file of a share is, as the pages do since 2026. Names as they write them.</summary>
internal sealed record NewShareDownload
{
    [JsonPropertyName("ShareKey")]
    public required string ShareKey { get; init; }

    [JsonPropertyName("SharePwd")]
    public required string SharePassword { get; init; }

    [JsonPropertyName("FileID")]
    public required long FileId { get; init; }

    [JsonPropertyName("S3keyFlag")]
    public required string S3KeyFlag { get; init; }

    [JsonPropertyName("Size")]
    public required long Size { get; init; }

    [JsonPropertyName("Etag")]
    public required string Etag { get; init; }

    /// <summary>Nothing secret.</summary>
    public override string ToString() => nameof(NewShareDownload);
}
