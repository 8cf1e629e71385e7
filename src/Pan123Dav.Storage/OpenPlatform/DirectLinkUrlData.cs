using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>Of <c>direct-link/url</c>.</summary>
internal sealed class DirectLinkUrlData
{
    /// <summary>Unsigned.</summary>
    [JsonPropertyName("url")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Url { get; set; }
}
