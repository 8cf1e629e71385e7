using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.WebApi;

/// <summary>
/// <c>data</c> of an answer about a file's content: the first address, or on the way from there the
/// next. Each call writes the name in a way of its own.
/// </summary>
internal sealed class DownloadLocation
{
    /// <summary><c>DownloadURL</c> of a share, <c>DownloadUrl</c> of a personal drive.</summary>
    [JsonConverter(typeof(LooseTextConverter))]
    public string? DownloadUrl { get; set; }

    [JsonPropertyName("redirect_url")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? RedirectUrl { get; set; }

    /// <summary>Of a newer answer: the hosts that have it, the best first.</summary>
    public List<DispatchTarget>? DispatchList { get; set; }

    /// <summary>Of a newer answer: what stands behind the host.</summary>
    [JsonConverter(typeof(LooseTextConverter))]
    public string? DownloadPath { get; set; }

    /// <summary>The first address, however the answer tells it.</summary>
    [JsonIgnore]
    public string? First => DispatchList is [{ Prefix: { Length: > 0 } prefix }, ..] && DownloadPath is { Length: > 0 } path ? prefix + path : DownloadUrl;

    /// <summary>What the content wants as <c>Referer</c>, where it is not the host of the first address.</summary>
    [JsonIgnore]
    public string? Site { get; init; }
}
