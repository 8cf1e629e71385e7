using System.Text.Json.Serialization;

namespace Pan123Dav.Storage.Personal;

/// <summary>What personal mounts read and write beyond the web interface's own.</summary>
[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PersonalDownload))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SignInAnswer))]
internal sealed partial class PersonalJson : JsonSerializerContext;
