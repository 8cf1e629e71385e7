using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pan123Dav.Admin.Doctor;

/// <summary>How a check is written, made at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DoctorCheck))]
internal sealed partial class DoctorJson : JsonSerializerContext
{
    /// <summary>Names stay readable; nothing here is ever put into HTML.</summary>
    public static DoctorJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
