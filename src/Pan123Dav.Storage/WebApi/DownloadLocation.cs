using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.WebApi;

/// <summary><c>data</c> of an answer about a file's content: the first address, or on the way from there the next. Each call writes the name in a way of its own.</summary>
internal sealed class DownloadLocation
{
    /// <summary><c>DownloadURL</c> of a share, <c>DownloadUrl</c> of a personal drive.</summary>
    [JsonConverter(typeof(LooseTextConverter))]
    public string? DownloadUrl { get; set; }

    [JsonPropertyName("redirect_url")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? RedirectUrl { get; set; }
}
