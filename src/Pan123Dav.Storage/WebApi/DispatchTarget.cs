using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.WebApi;

/// <summary>One of the content hosts that a newer answer names.</summary>
internal sealed class DispatchTarget
{
    /// <summary>Scheme and host.</summary>
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Prefix { get; set; }
}
