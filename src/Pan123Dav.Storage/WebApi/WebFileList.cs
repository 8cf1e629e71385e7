using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.WebApi;

/// <summary><c>data</c> of a page of a folder.</summary>
internal sealed class WebFileList
{
    /// <summary><c>-1</c> on the last page; empty or anything else when there is more.</summary>
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Next { get; set; }

    /// <summary>How many members the whole folder has, where 123 says so. It is not always right.</summary>
    public long? Total { get; set; }

    /// <summary>Whether a share has ended.</summary>
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Expired { get; set; }

    public IReadOnlyList<WebFile?>? InfoList { get; set; }

    [JsonIgnore]
    public bool IsLast => Next == "-1";

    [JsonIgnore]
    public int Count => InfoList?.Count ?? 0;
}
