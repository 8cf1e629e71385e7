using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Tests.Configuration;
using static Pan123Dav.Tests.Gateway.GatewayJson;

namespace Pan123Dav.Tests.Gateway;

public sealed class ConfigurationWarningTests
{
    [Fact]
    public void Read_Least_WarnsOfNothing() => Assert.Empty(Good(Least()).Warnings);

    [Fact]
    public void Read_HashUnderPassword_Warns()
    {
        var hash = new PasswordHasher<object>().HashPassword(new object(), Word);

        AssertHashWarning(hash);
        AssertHashWarning(hash[..60]);
        AssertHashWarning("$2y$10$abcdefghijklmnopqrstuvwxyz0123456789");
    }

    [Theory]
    [InlineData("$ecret$of$mine$and$more")]
    [InlineData("AQAAAA")]
    public void Read_PasswordThatIsNoHash_WarnsOfNothing(string password) =>
        Assert.DoesNotContain(GetWarnings(password), warning => warning.Code != "similar-name");

    [Fact]
    public void Read_UsersThatDifferInLetterCase_Warns()
    {
        var json = Least();
        json["Pan123Dav"]!["Users"]!.AsArray().Add(JsonNode.Parse($$"""{ "Name": "U", "Password": "{{Word}}" }"""));

        var warning = Assert.Single(Good(json).Warnings);
        Assert.Equal(("Pan123Dav:Users:1:Name", "similar-name"), (warning.Source, warning.Code));
        Assert.Contains("Pan123Dav:Users:0", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pan123Dav_Mounts_0_Uid", "Pan123Dav__Mounts__0__Uid")]
    [InlineData("PAN123DAV_USERS_0_PASSWORD", "Pan123Dav__USERS__0__PASSWORD")]
    [InlineData("Pan123Dav_Mounts:0:Uid", "Pan123Dav__Mounts")]
    public void Read_SingleUnderscores_NamesTheDoubleOnes(string variable, string instead)
    {
        var warning = Assert.Single(Read((variable, "s3cret")).Warnings);

        Assert.Equal("single-underscore", warning.Code);
        Assert.Contains(instead, warning.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", warning.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PAN123DAV_PRIVATE_KEY")]
    [InlineData("Pan123Dav_Image")]
    [InlineData("PATH_Mounts_0")]
    public void Read_OtherVariables_WarnsOfNothing(string variable) => Assert.Empty(Read((variable, "x")).Warnings);

    [Theory]
    [InlineData("123PanLink", "DirectLink")]
    [InlineData("123 Open", "OpenPlatform")]
    [InlineData("123open", "OpenPlatform")]
    [InlineData("123PanShare", "Share")]
    [InlineData("123pan", "Personal")]
    [InlineData("url_tree", "UrlTree")]
    public void Read_AListsType_NamesOurs(string type, string ours)
    {
        var json = Least();
        json["Pan123Dav"]!["Mounts"]![0]!["Type"] = type;

        AssertError(json, "Mounts:0:Type", $"write {ours}");
    }

    [Fact]
    public void Read_PathWithEscapes_SaysWhatToWrite()
    {
        var json = Least();
        json["Pan123Dav"]!["DataDirectory"] = "C:\tree.txt";

        AssertError(json, "DataDirectory", "write \\\\ for each, or / instead");
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/D")]
    [InlineData("/Metrics/x")]
    [InlineData("/remote-auth")]
    public void Read_PathBaseOfOurOwn_IsAnError(string path)
    {
        var json = Least();
        json["Pan123Dav"]!["PathBase"] = path;

        AssertError(json, "PathBase", "addresses of its own");
    }

    [Theory]
    [InlineData("/", "/Setup/x", true)]
    [InlineData("/", "/films/setup", false)]
    [InlineData("/dav", "/setup", false)]
    public void Read_MountAtOurOwnAddress_IsAnErrorAtTheRoot(string pathBase, string mount, bool isError)
    {
        var json = Least();
        json["Pan123Dav"]!["PathBase"] = pathBase;
        json["Pan123Dav"]!["Mounts"]![0]!["Path"] = mount;

        if (!isError)
        {
            Good(json);
            return;
        }

        var error = Assert.Single(Errors(json));
        Assert.Equal(("Pan123Dav:Mounts:0:Path", "reserved-name"), (error.Key, error.Code));
    }

    [Theory]
    [InlineData("Pan123Dav:PublicUrl", "https://drive.example", true)]
    [InlineData("Pan123Dav:PublicUrl", "http://drive.example", false)]
    [InlineData("urls", "https://*:443", true)]
    [InlineData("urls", "http://*:80;https://*:443", false)]
    [InlineData("Kestrel:Endpoints:Https:Url", "https://*:443", true)]
    [InlineData("urls", "", false)]
    public void Read_Addresses_TellWhetherHttpsIsUsed(string key, string value, bool isSecure) => Assert.Equal(isSecure, Read((key, value)).IsSecure);

    [Fact]
    public async Task Find_PathsThatAreNotThere_AreToldWithTheNearest()
    {
        var json = Least();
        json["Pan123Dav"]!["Mounts"] = JsonNode.Parse("""[{ "Path": "/m", "OriginUrls": "Films:\n  2024:\n    https://h/a" }]""");
        json["Pan123Dav"]!["Users"]![0]!["Paths"] = JsonNode.Parse("""["/m/Films", "/m/films", "/x", "/m/Films/2025", "/m/Films/2024/a", "/"]""");
        json["Pan123Dav"]!["Access"] = JsonNode.Parse("""[{ "Path": "/m/Music", "Users": ["*"] }, { "Path": "/m", "Users": ["*"] }]""");
        var options = Good(json);
        var mounts = (await MountTable.LoadAsync(options.Mounts, null, new StorageServices(), TestContext.Current.CancellationToken)).Table!;

        var warnings = await PathAdvice.FindAsync(options, mounts, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["Pan123Dav:Users:0:Paths:1", "Pan123Dav:Users:0:Paths:2", "Pan123Dav:Users:0:Paths:3", "Pan123Dav:Access:0:Path"],
            warnings.Select(warning => warning.Source));
        Assert.EndsWith("did you mean /m/Films?", warnings[0].Message, StringComparison.Ordinal);
        Assert.EndsWith("did you mean /m/Films/2024?", warnings[2].Message, StringComparison.Ordinal);
        Assert.All(warnings, warning => Assert.Equal("no-such-path", warning.Code));
    }

    private static void AssertHashWarning(string password)
    {
        var warning = Assert.Single(GetWarnings(password));
        Assert.Equal(("Pan123Dav:Users:0:Password", "password-hash"), (warning.Source, warning.Code));
        Assert.DoesNotContain(password, warning.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<ConfigurationWarning> GetWarnings(string password)
    {
        var json = Least();
        json["Pan123Dav"]!["Users"]![0]!["Password"] = password;
        return Good(json).Warnings;
    }

    private static GatewayOptions Read(params (string Key, string Value)[] beside)
    {
        var configuration = new ConfigurationBuilder()
            .AddConfiguration(TestConfiguration.FromJson(Least().ToJsonString()))
            .AddInMemoryCollection(beside.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value)))
            .Build();
        var (options, errors) = GatewayOptions.Read(configuration, Root, TimeProvider.System);
        Assert.Empty(errors);
        return options!;
    }
}
