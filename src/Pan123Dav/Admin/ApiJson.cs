using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pan123Dav.Admin;

/// <summary>How the API's answers are written, made at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(UsageReport))]
[JsonSerializable(typeof(LiveLinksReport))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(FileUsageReport))]
[JsonSerializable(typeof(StreamsReport))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Names of users stay readable; nothing here is ever put into HTML.</summary>
    public static ApiJson Readable { get; } = new(
        new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
