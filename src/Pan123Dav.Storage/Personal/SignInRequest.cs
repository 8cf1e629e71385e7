using System.Text.Json.Serialization;

namespace Pan123Dav.Storage.Personal;

/// <summary>Signs in by telephone number or by mail address. Secret.</summary>
internal sealed record SignInRequest
{
    [JsonPropertyName("passport")]
    public string? Passport { get; init; }

    [JsonPropertyName("mail")]
    public string? Mail { get; init; }

    [JsonPropertyName("password")]
    public required string Password { get; init; }

    [JsonPropertyName("remember")]
    public bool? Remember { get; init; }

    [JsonPropertyName("type")]
    public int? Type { get; init; }

    public static SignInRequest From(PersonalOptions options) => options.Username.Contains('@', StringComparison.Ordinal)
        ? new SignInRequest { Mail = options.Username, Password = options.Password, Type = 2 }
        : new SignInRequest { Passport = options.Username, Password = options.Password, Remember = true };

    /// <summary>Nothing secret.</summary>
    public override string ToString() => nameof(SignInRequest);
}
