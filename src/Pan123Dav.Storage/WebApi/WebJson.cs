using System.Text.Json.Serialization;

namespace Pan123Dav.Storage.WebApi;

/// <summary>What the web interface reads and writes. Names differ in letter case from call to call, and numbers may be texts.</summary>
[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebFileList))]
[JsonSerializable(typeof(DownloadLocation))]
internal sealed partial class WebJson : JsonSerializerContext;
