using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Pan123Dav.Authentication;
using Pan123Dav.Configuration;
using Pan123Dav.Delivery;
using Pan123Dav.Gateway;
using Pan123Dav.Logging;
using Pan123Dav.Storage;
using Pan123Dav.Tests.Configuration;
using static Pan123Dav.Tests.Gateway.GatewayJson;

namespace Pan123Dav.Tests.Gateway;

public sealed class GatewayOptionsTests
{
    private static readonly string Hash = new PasswordHasher<object>().HashPassword(new object(), Word);

    [Fact]
    public void Read_Least_HasTheDefaults()
    {
        var options = Good(Least());

        Assert.Equal("/dav", options.PathBase.ToString());
        Assert.Equal(Path.Combine(Root, "data"), options.DataDirectory);
        Assert.Equal(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), options.UnknownModified);
        Assert.Equal(10_000, options.PropFind.MaxInfiniteDepthMembers);
        Assert.Empty(options.ForwardedHeaders.KnownProxies);
        Assert.Equal(ClientRuleOptions.BuiltIn, options.Clients);
        Assert.Equal(LogFormat.Text, options.Logging.Format);
        var mount = Assert.Single(options.Mounts);
        Assert.Equal(new DeliveredMount { OriginUrls = "https://h/a" }, mount);
        var user = Assert.Single(options.Users);
        Assert.Equal(("u", Word, null), (user.Name, user.Password, user.PasswordHash));
        Assert.Equal([StoragePath.Root], user.Paths);
    }

    [Fact]
    public void Read_Everything_IsTaken()
    {
        var options = Good(JsonNode.Parse($$"""
            { "Pan123Dav": {
                "PathBase": "/", "DataDirectory": "/var/lib/x", "UnknownModified": "2001-02-03T04:05:06+08:00",
                "Mounts": [
                  { "Path": "/films", "Type": "directlink", "OriginUrlsFile": "trees/films.txt", "PrivateKey": "{{Key}}", "Uid": 1812, "ValidDuration": 60 },
                  { "Path": "/films/links", "Type": "UrlTree", "OriginUrlsFile": "/config/links.txt" } ],
                "Users": [ { "Name": "a", "PasswordHash": "{{Hash}}", "Paths": ["/films", "/films/links/"] }, { "Name": "b", "Password": "{{Word}}" } ],
                "Clients": [ { "UserAgent": "VLC/", "ValidDuration": 5 } ],
                "PropFind": { "MaxInfiniteDepthMembers": 0 },
                "ForwardedHeaders": { "KnownProxies": ["172.18.0.0/16"] } },
              "Logging": { "Format": "json", "LogLevel": { "Default": "none", "A.B": "Trace" } } }
            """)!);

        Assert.True(options.PathBase.IsRoot);
        Assert.Equal("/var/lib/x", options.DataDirectory);
        Assert.Equal(new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.FromHours(8)), options.UnknownModified);
        Assert.Equal(["DirectLink /films", "UrlTree /films/links"], options.Mounts.Select(mount => mount.ToString()));
        Assert.Equal([Path.Combine(Root, "trees", "films.txt"), "/config/links.txt"], options.Mounts.Select(mount => mount.OriginUrlsFile));
        Assert.Equal((Key, 1812UL, TimeSpan.FromHours(1)), (options.Mounts[0].PrivateKey, options.Mounts[0].Uid, options.Mounts[0].ValidDuration));
        Assert.Equal(["/films", "/films/links"], options.Users[0].Paths.Select(path => path.ToString()));
        Assert.Equal(Hash, options.Users[0].PasswordHash);
        Assert.Equal(new ClientRuleOptions { UserAgent = "VLC/", ValidDuration = TimeSpan.FromMinutes(5) }, options.Clients[0]);
        Assert.Equal(ClientRuleOptions.BuiltIn, options.Clients.Skip(1));
        Assert.Equal(0, options.PropFind.MaxInfiniteDepthMembers);
        Assert.Equal([IPNetwork.Parse("172.18.0.0/16")], options.ForwardedHeaders.KnownProxies);
        Assert.Equal(LogFormat.Json, options.Logging.Format);
    }

    [Fact]
    public void Read_Nothing_SaysWhatIsNeeded()
    {
        var (options, errors) = GatewayOptions.Read(TestConfiguration.FromJson("{}"), Root, TimeProvider.System);

        Assert.Null(options);
        Assert.Equal(["Pan123Dav:Mounts", "Pan123Dav:Users"], errors.Select(error => error.Key));
        Assert.Contains("hash-password", errors[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PathBase", "\"dav\"", "PathBase", "write /dav")]
    [InlineData("PathBase", "\"/healthz\"", "PathBase", "/healthz")]
    [InlineData("PathBase", "\"/api/dav\"", "PathBase", "/api")]
    [InlineData("UnknownModified", "\"1970-01-01T00:00:00Z\"", "UnknownModified", "after 1970")]
    [InlineData("UnknownModified", "\"2999-01-01T00:00:00Z\"", "UnknownModified", "not in the future")]
    [InlineData("PropFind", """{ "MaxInfiniteDepthMembers": -1 }""", "PropFind:MaxInfiniteDepthMembers", "from 0")]
    [InlineData("ForwardedHeaders", """{ "KnownProxy": "::1" }""", "ForwardedHeaders:KnownProxy", "did you mean KnownProxies?")]
    [InlineData("Clients", """[{ "ValidDuration": 5 }]""", "Clients:0:UserAgent", "is missing")]
    [InlineData("Clients", """[{ "UserAgent": "VLC/" }]""", "Clients:0:ValidDuration", "is missing")]
    [InlineData("Clients", """[{ "UserAgent": "VLC/", "ValidDuration": 0 }]""", "Clients:0:ValidDuration", "from 1 to 525600")]
    [InlineData("Clients", """[{ "UserAgent": "VLC/", "ValidDuration": 525601 }]""", "Clients:0:ValidDuration", "from 1 to 525600")]
    [InlineData("Mountss", "[]", "Mountss", "did you mean Mounts?")]
    [InlineData("Budgets", """{ "DailyByte": 1 }""", "Budgets:DailyByte", "did you mean DailyBytes?")]
    [InlineData("Budgets", """{ "DailyBytes": -1 }""", "Budgets:DailyBytes", "0 or more")]
    [InlineData("Budgets", """{ "DailyLinks": "many" }""", "Budgets:DailyLinks", "0 or more")]
    [InlineData("Budgets", """{ "UnknownSizeBytes": "1 GiB" }""", "Budgets:UnknownSizeBytes", "0 or more")]
    [InlineData("Budgets", """{ "LinkCost": "WholeFil" }""", "Budgets:LinkCost", "did you mean WholeFile?")]
    [InlineData("Budgets", """{ "KeepDays": 0 }""", "Budgets:KeepDays", "from 1 to 36500")]
    [InlineData("Budgets", """{ "PerUser": { "RequestsPerMinute": 0 } }""", "Budgets:PerUser:RequestsPerMinute", "from 1")]
    [InlineData("Budgets", """{ "PerUser": { "DailyLink": 1 } }""", "Budgets:PerUser:DailyLink", "did you mean DailyLinks?")]
    public void Read_OneMistake_IsTheOneError(string key, string value, string errorKey, string message)
    {
        var json = Least();
        json["Pan123Dav"]![key] = JsonNode.Parse(value);

        AssertError(json, errorKey, message);
    }

    [Theory]
    [InlineData("""{ "Format": "Jsn" }""", "Logging:Format", "did you mean Json?")]
    [InlineData("""{ "LogLevel": { "Default": "Infomation" } }""", "Logging:LogLevel:Default", "did you mean Information?")]
    [InlineData("""{ "Serilog": { "LogLevel": { "A": "Loud" } } }""", "Logging:Serilog:LogLevel:A", "Trace, Debug")]
    public void Read_WrongLogging_NamesKeyAndRemedy(string logging, string errorKey, string message)
    {
        var json = Least();
        json["Logging"] = JsonNode.Parse(logging);

        var error = Assert.Single(Errors(json));
        Assert.Equal(errorKey, error.Key);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LoggingOfOtherProviders_IsNotOurs()
    {
        var json = Least();
        json["Logging"] = JsonNode.Parse("""{ "Console": { "FormatterName": "simple" }, "Other": "x", "LogLevel": { "Default": "" } }""");

        Good(json);
    }

    [Fact]
    public void Read_ManyMistakes_AreAllReportedAtOnce()
    {
        var errors = Errors(JsonNode.Parse("""
            { "Pan123Dav": { "PathBase": "x", "Mounts": [{ "Uid": "x" }, { "Typ": 1, "OriginUrls": "a" }], "Users": "me", "Nonsense": 1 },
              "Logging": { "Format": "x" } }
            """)!);

        Assert.Equal(
            [
                "Logging:Format", "Pan123Dav:Mounts:0:OriginUrlsFile", "Pan123Dav:Mounts:0:Uid", "Pan123Dav:Mounts:1:Path", "Pan123Dav:Mounts:1:Typ",
                "Pan123Dav:Nonsense", "Pan123Dav:PathBase", "Pan123Dav:Users", "Pan123Dav:Users",
            ],
            errors.Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_EnvironmentOverTheShippedFile_IsGood()
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        var configuration = new ConfigurationBuilder().AddJsonFile(shipped).AddInMemoryCollection(
        [
            new("Pan123Dav:Mounts:0:OriginUrlsFile", "/config/tree.txt"), new("Pan123Dav:Users:0:Name", "u"), new("Pan123Dav:Users:0:Password", Word),
        ]).Build();

        var (options, errors) = GatewayOptions.Read(configuration, Root, TimeProvider.System);

        Assert.Empty(errors);
        Assert.Equal("/config/tree.txt", options!.Mounts[0].OriginUrlsFile);
        Assert.Equal(ClientRuleOptions.BuiltIn, options.Clients.Take(ClientRuleOptions.BuiltIn.Count));
        Assert.Null(configuration["Urls"]);
    }

    [Fact]
    public void Read_ShippedFile_AsksForTreeUserAndPassword()
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "appsettings.json");

        var (_, errors) = GatewayOptions.Read(new ConfigurationBuilder().AddJsonFile(shipped).Build(), Root, TimeProvider.System);

        Assert.Equal(["Pan123Dav:Mounts:0:OriginUrlsFile", "Pan123Dav:Users:0:Name", "Pan123Dav:Users:0:PasswordHash"], errors.Select(error => error.Key));
    }
}
