using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;
using Pan123Dav.Tests.Configuration;

namespace Pan123Dav.Tests.Gateway;

/// <summary>Configurations of the gateway as JSON, and what reading them gives.</summary>
internal static class GatewayJson
{
    public const string Key = "k3y-of-the-owner";
    public const string Word = "w0rd-of-the-user";

    public static readonly string Root = Path.GetFullPath("/srv/gateway");

    /// <summary>The least that is good.</summary>
    public static JsonNode Least() => JsonNode.Parse($$"""
        { "Pan123Dav": { "Mounts": [{ "OriginUrls": "https://h/a" }], "Users": [{ "Name": "u", "Password": "{{Word}}" }] } }
        """)!;

    public static GatewayOptions Good(JsonNode json)
    {
        var (options, errors) = Read(json);
        Assert.Empty(errors);
        return options!;
    }

    /// <summary>The errors, which show neither key nor password.</summary>
    public static IReadOnlyList<ConfigurationError> Errors(JsonNode json)
    {
        var (options, errors) = Read(json);
        Assert.Null(options);
        Assert.DoesNotContain(errors,
            error => error.ToString().Contains(Key, StringComparison.Ordinal) || error.ToString().Contains(Word, StringComparison.Ordinal));
        return errors;
    }

    public static void AssertError(JsonNode json, string key, string message)
    {
        var error = Assert.Single(Errors(json));
        Assert.Equal($"Pan123Dav:{key}", error.Key);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static (GatewayOptions? Options, IReadOnlyList<ConfigurationError> Errors) Read(JsonNode json) => GatewayOptions.Read(
        TestConfiguration.FromJson(json.ToJsonString()), Root, new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
}
