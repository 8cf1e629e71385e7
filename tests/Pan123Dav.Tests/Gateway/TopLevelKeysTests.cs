using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;
using static Pan123Dav.Tests.Gateway.GatewayJson;

namespace Pan123Dav.Tests.Gateway;

public sealed class TopLevelKeysTests
{
    [Theory]
    [InlineData("Pan123", "did you mean Pan123Dav?")]
    [InlineData("Pan123-Dav", "did you mean Pan123Dav?")]
    [InlineData("Loging", "did you mean Logging?")]
    [InlineData("Kestral", "did you mean Kestrel?")]
    [InlineData("Url", "did you mean Urls?")]
    [InlineData("Mounts", "belongs into the section Pan123Dav")]
    [InlineData("pathbase", "belongs into the section Pan123Dav")]
    public void Read_SlipAtTheTop_IsToldWithTheNearest(string key, string message)
    {
        var json = Least();
        json[key] = JsonNode.Parse("""{ "a": "b" }""");

        var error = Assert.Single(Errors(json));

        Assert.Equal(key, error.Key);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AList")]
    [InlineData("MyGateway")]
    public void Read_OnlyAnUnknownSection_NamesOurs(string key)
    {
        var errors = Errors(JsonNode.Parse($$"""{ "{{key}}": { "Mounts": [] } }""")!);

        Assert.Contains(errors, error => error.Key == key && error.Message.Contains("Pan123Dav", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$schema", "\"./appsettings.schema.json\"")]
    [InlineData("//", "\"a note\"")]
    [InlineData("AllowedHosts", "\"*\"")]
    [InlineData("Urls", "\"http://127.0.0.1:5000\"")]
    [InlineData("SomebodyElse", """{ "A": 1 }""")]
    [InlineData("Kestrel", """{ "Limits": { "MaxConcurrentConnections": 10 }, "EndpointDefaults": { "Protocols": "Http1" } }""")]
    public void Read_OthersAtTheTop_AreLeftAlone(string key, string value)
    {
        var json = Least();
        json[key] = JsonNode.Parse(value);

        Good(json);
    }

    [Fact]
    public void Read_LowerCase_IsTheSameSection()
    {
        Good(JsonNode.Parse(Least().ToJsonString().Replace("Pan123Dav", "pan123dav", StringComparison.Ordinal))!);
    }

    [Fact]
    public void Read_SectionOfTheEnvironment_IsToldOnlyWhereItIsNearOurs()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                [new("Pan123:Mounts:0:Uid", "1"), new("PAN123DAV_PRIVATE_KEY", "s3cret"), new("Users", "me"), new("Log", "x"), new("Docker:A", "b")])
            .Build();

        var (_, errors) = GatewayOptions.Read(configuration, Root, TimeProvider.System);

        Assert.Equal(["Pan123", "Pan123Dav:Mounts", "Pan123Dav:Users"], errors.Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{ "Urls": "http://drive.local:5909" }""", "Urls", "no IP address")]
    [InlineData("""{ "Urls": "http://127.0.0.1:1;5903" }""", "Urls", "write http://localhost:5903")]
    [InlineData("""{ "Urls": ["http://127.0.0.1:1"] }""", "Urls", "is one text")]
    [InlineData("""{ "HTTP_PORTS": "80a" }""", "HTTP_PORTS", "port numbers")]
    [InlineData("""{ "https_ports": "1;70000" }""", "HTTPS_PORTS", "port numbers")]
    [InlineData("""{ "Kestrel": { "Endpoints": { "Http": { "Url": "http://drive.local:5909" } } } }""", "Kestrel:Endpoints:Http:Url", "no IP address")]
    [InlineData("""{ "Kestrel": { "Endpoints": { "Http": { "Urls": "http://localhost:5909" } } } }""", "Kestrel:Endpoints:Http:Url", "is missing")]
    [InlineData("""{ "Kestrel": { "Endpoint": { "Http": { "Url": "http://localhost:5909" } } } }""", "Kestrel:Endpoint", "did you mean Endpoints?")]
    public void Read_AddressThatCannotBeListenedOn_IsAnError(string top, string key, string message)
    {
        var json = Least();
        foreach (var (name, value) in JsonNode.Parse(top)!.AsObject())
        {
            json[name] = value!.DeepClone();
        }

        var error = Assert.Single(Errors(json));

        Assert.Equal(key, error.Key);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
