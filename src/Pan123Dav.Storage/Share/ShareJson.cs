using System.Text.Json.Serialization;

namespace Pan123Dav.Storage.Share;

/// <summary>What shares write beyond the web interface's own.</summary>
[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ShareDownload))]
[JsonSerializable(typeof(NewShareDownload))]
internal sealed partial class ShareJson : JsonSerializerContext;
