using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Gateway;

namespace Pan123Dav.Tests.Gateway;

/// <summary><c>appsettings.schema.json</c> gives editors completion: it must know every key that the gateway knows, and no other.</summary>
public sealed class SettingsSchemaTests
{
    private const string Unknown = "zzzz";

    public static TheoryData<string> Sections => [.. Objects().Select(found => found.Path)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Schema_Section_HasTheKeysThatAreRead(string path)
    {
        var schema = Objects().Single(found => found.Path == path).Keys;

        // Whoever meets an unknown key tells which are known there.
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"{path}:{Unknown}"] = "x" }).Build();
        var errors = GatewayOptions.Read(configuration, Path.GetTempPath(), new FakeTimeProvider()).Errors;
        const string known = "known here are ";
        var message = Assert.Single(errors, error => error.Key == $"{path}:{Unknown}").Message;
        var read = message[(message.IndexOf(known, StringComparison.Ordinal) + known.Length)..].Split(", ");

        Assert.Equal(read.Order(StringComparer.Ordinal), schema.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Path, string[] Keys)> Objects()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "appsettings.schema.json")));
        return [.. Objects("Pan123Dav", schema.RootElement.GetProperty("properties").GetProperty("Pan123Dav"))];
    }

    private static IEnumerable<(string Path, string[] Keys)> Objects(string path, JsonElement schema)
    {
        if (schema.TryGetProperty("items", out var items))
        {
            (path, schema) = ($"{path}:0", items);
        }

        if (!schema.TryGetProperty("properties", out var properties))
        {
            yield break;
        }

        yield return (path, [.. properties.EnumerateObject().Select(property => property.Name)]);
        foreach (var inner in properties.EnumerateObject().SelectMany(property => Objects($"{path}:{property.Name}", property.Value)))
        {
            yield return inner;
        }
    }
}
