using System.Text.Json.Serialization;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>Reads and writes what the open platform does.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AccessTokenRequest))]
[JsonSerializable(typeof(AccessTokenData))]
[JsonSerializable(typeof(FileListData))]
[JsonSerializable(typeof(DownloadInfoData))]
[JsonSerializable(typeof(DirectLinkUrlData))]
[JsonSerializable(typeof(UserInfoData))]
[JsonSerializable(typeof(DirectLinkLogData))]
internal sealed partial class OpenPlatformJson : JsonSerializerContext;
