using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pan123Dav.Admin.Users;

/// <summary>How answers about users and rules are written, made at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(UsersReport))]
[JsonSerializable(typeof(UserEntry))]
[JsonSerializable(typeof(UserInput))]
[JsonSerializable(typeof(AccessReport))]
[JsonSerializable(typeof(AccessInput))]
internal sealed partial class UsersJson : JsonSerializerContext
{
    /// <summary>Names stay readable; nothing here is ever put into HTML.</summary>
    public static UsersJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
