using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>What stands around every answer of 123's. <c>data</c> of a failure may be anything.</summary>
internal sealed class ApiEnvelope
{
    [JsonPropertyName("code")]
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public long? Code { get; set; }

    [JsonPropertyName("message")]
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Message { get; set; }

    [JsonPropertyName("data")]
    public JsonElement Data { get; set; }
}
