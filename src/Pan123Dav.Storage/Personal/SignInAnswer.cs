using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.Personal;

/// <summary><c>data</c> of a sign-in that went well. Secret.</summary>
internal sealed class SignInAnswer
{
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Token { get; set; }

    /// <summary>When a token says that it ends (RFC 7519 section 4.1.4); null when it does not say.</summary>
    public static DateTimeOffset? GetExpiry(string token)
    {
        if (token.Split('.') is not [_, var payload, _])
        {
            return null;
        }

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload.TrimEnd('=')));
            return claims.RootElement.ValueKind == JsonValueKind.Object && claims.RootElement.TryGetProperty("exp"u8, out var exp)
                && exp.ValueKind == JsonValueKind.Number && exp.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800
                    ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                    : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            // The last is thrown at a name with half a surrogate pair.
            return null;
        }
    }

    /// <summary>Nothing secret.</summary>
    public override string ToString() => nameof(SignInAnswer);
}
