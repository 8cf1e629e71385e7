using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pan123Dav.Admin.Trees;

/// <summary>How answers about trees are written, made at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TreesReport))]
[JsonSerializable(typeof(TreeSaved))]
[JsonSerializable(typeof(TreeChecked))]
[JsonSerializable(typeof(TreeVersionsReport))]
internal sealed partial class TreesJson : JsonSerializerContext
{
    /// <summary>Names of files stay readable; nothing here is ever put into HTML.</summary>
    public static TreesJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
