using System.Text.Json.Serialization;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Share;

namespace Pan123Dav.Storage.WebApi;

/// <summary>What the web interface reads and writes. Names differ in letter case from call to call, and numbers may be texts.</summary>
[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true, NumberHandling = JsonNumberHandling.AllowReadingFromString, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebFileList))]
[JsonSerializable(typeof(DownloadLocation))]
[JsonSerializable(typeof(ShareDownload))]
[JsonSerializable(typeof(PersonalDownload))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SignInAnswer))]
internal sealed partial class WebJson : JsonSerializerContext;
