using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pan123Dav.Commands.Usage;

/// <summary>How the comparison is written, made at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(UsageComparison))]
internal sealed partial class ComparisonJson : JsonSerializerContext
{
    /// <summary>Names stay readable; nothing here is ever put into HTML.</summary>
    public static ComparisonJson Readable { get; } = new(
        new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
