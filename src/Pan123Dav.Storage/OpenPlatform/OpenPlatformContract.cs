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

/// <summary>What a token is asked for with. Secret.</summary>
internal sealed class AccessTokenRequest
{
    [JsonPropertyName("clientID")]
    public required string ClientId { get; init; }

    [JsonPropertyName("clientSecret")]
    public required string ClientSecret { get; init; }
}

/// <summary>Of <c>direct-link/log</c>.</summary>
internal sealed class DirectLinkLogData
{
    [JsonPropertyName("total")]
    public long? Total { get; set; }

    [JsonPropertyName("list")]
    public List<DirectLinkLogItemData?>? List { get; set; }
}

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

/// <summary>Of <c>direct-link/url</c>.</summary>
internal sealed class DirectLinkUrlData
{
    /// <summary>Unsigned.</summary>
    [JsonPropertyName("url")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Url { get; set; }
}

/// <summary>Of <c>file/download_info</c>.</summary>
internal sealed class DownloadInfoData
{
    [JsonPropertyName("downloadUrl")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? DownloadUrl { get; set; }
}

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
