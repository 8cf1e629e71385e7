using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.Remote;

/// <summary>Reads what all of 123's interfaces have in common.</summary>
[JsonSerializable(typeof(ApiEnvelope))]
internal sealed partial class RemoteJson : JsonSerializerContext;
