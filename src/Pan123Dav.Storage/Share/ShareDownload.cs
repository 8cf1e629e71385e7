using System.Text.Json.Serialization;

namespace Pan123Dav.Storage.Share;

/// <summary>Asks where a file of a share is. Names as the web pages write them, which differ from call to call.</summary>
internal sealed record ShareDownload
{
    [JsonPropertyName("shareKey")]
    public required string ShareKey { get; init; }

    [JsonPropertyName("SharePwd")]
    public required string SharePassword { get; init; }

    [JsonPropertyName("etag")]
    public required string Etag { get; init; }

    [JsonPropertyName("fileId")]
    public required long FileId { get; init; }

    /// <summary>Without it 123 answers 400.</summary>
    [JsonPropertyName("s3keyFlag")]
    public required string S3KeyFlag { get; init; }

    [JsonPropertyName("size")]
    public required long Size { get; init; }

    /// <summary>Nothing secret.</summary>
    public override string ToString() => nameof(ShareDownload);
}
