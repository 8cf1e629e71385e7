using System.Text.Json.Nodes;
using Pan123Dav.Delivery;
using Pan123Dav.Gateway;
using Pan123Dav.Storage;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Share;
using static Pan123Dav.Tests.Gateway.GatewayJson;

namespace Pan123Dav.Tests.Gateway;

public sealed class RemoteOptionsReaderTests
{
    [Fact]
    public void Read_OpenPlatform_TakesAllKeys()
    {
        var mount = ReadGood("""
            { "Type": "openplatform", "ClientId": "id", "ClientSecret": "k3y-of-the-owner", "PrivateKey": "key", "ValidDuration": 60, "RootFolderId": 9,
              "ListingSeconds": 60, "CachedFolders": 5, "BaseUrl": "http://127.0.0.1:8080/base/", "Link": "download" }
            """);

        Assert.Equal((MountType.OpenPlatform, "key", 0UL, TimeSpan.FromHours(1)), (mount.Type, mount.PrivateKey, mount.Uid, mount.ValidDuration));
        Assert.Equal(
            new OpenPlatformOptions
            {
                BaseUrl = new Uri("http://127.0.0.1:8080/base/"),
                ClientId = "id",
                ClientSecret = "k3y-of-the-owner",
                Link = OpenPlatformLink.Download,
                RootFolderId = 9,
                ListingAge = TimeSpan.FromMinutes(1),
                CachedFolders = 5,
            },
            mount.Remote);
    }

    [Theory]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id", "ClientSecret": "s" }""", OpenPlatformLink.Download)]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id", "ClientSecret": "s", "PrivateKey": "k" }""", OpenPlatformLink.DirectLink)]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id", "ClientSecret": "s", "Link": "DirectLink" }""", OpenPlatformLink.DirectLink)]
    public void Read_OpenPlatformWithLittle_HasTheDefaults(string json, OpenPlatformLink link)
    {
        var remote = Assert.IsType<OpenPlatformOptions>(ReadGood(json).Remote);

        Assert.Equal((link, 0, TimeSpan.FromSeconds(300), 1000), (remote.Link, remote.RootFolderId, remote.ListingAge, remote.CachedFolders));
        Assert.Equal(new Uri("https://open-api.123pan.com"), remote.BaseUrl);
    }

    [Theory]
    [InlineData("t0ken")]
    [InlineData("Bearer t0ken")]
    [InlineData("bearer   t0ken")]
    [InlineData("  BEARER\\tt0ken ")]
    [InlineData("Bearer Bearer t0ken")]
    public void Read_TokenWithItsScheme_IsTheTokenAlone(string token) => Assert.Equal(
        "t0ken",
        Assert.IsType<ShareOptions>(ReadGood($$"""{ "Type": "Share", "ShareKey": "abCd-1EfGh", "AccessToken": "{{token}}" }""").Remote).AccessToken);

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("Bearer t0 ken")]
    public void Read_TokenThatIsNone_IsAnError(string token)
    {
        var json = Least();
        json["Pan123Dav"]!["Mounts"] = new JsonArray(new JsonObject { ["Type"] = "Share", ["ShareKey"] = "abCd-1EfGh", ["AccessToken"] = token });

        AssertError(json, "Mounts:0:AccessToken", "token");
    }

    [Theory]
    [InlineData("abCd-1EfGh", "", "abCd-1EfGh", "")]
    [InlineData("abCd-1EfGh", "Xy12", "abCd-1EfGh", "Xy12")]
    [InlineData("https://www.123pan.com/s/abCd-1EfGh", "", "abCd-1EfGh", "")]
    [InlineData("https://www.123pan.com/s/abCd-1EfGh.html?pwd=Xy12", "", "abCd-1EfGh", "Xy12")]
    [InlineData("https://www.123pan.com/s/abCd-1EfGh.html?pwd=Xy12", "Xy12", "abCd-1EfGh", "Xy12")]
    [InlineData("https://1812000000.share.123pan.cn/123pan/abCd-1EfGh/?x=1&pwd=%E5%AF%86", "", "abCd-1EfGh", "密")]
    public void Read_Share_UnderstandsAPastedLink(string key, string password, string expectedKey, string expectedPassword)
    {
        var remote = Assert.IsType<ShareOptions>(
            ReadGood($$"""{ "Type": "Share", "ShareKey": "{{key}}", "SharePassword": "{{password}}", "AccessToken": "t0ken" }""").Remote);

        Assert.Equal((expectedKey, expectedPassword, "t0ken"), (remote.ShareKey, remote.SharePassword, remote.AccessToken));
        Assert.Equal(new Uri("https://yun.123pan.com"), remote.BaseUrl);
    }

    [Fact]
    public void Read_Personal_TakesNameAndPassword()
    {
        var remote = Assert.IsType<PersonalOptions>(ReadGood("""{ "Type": "Personal", "Username": "13800000000", "Password": " spaces count " }""").Remote);

        Assert.Equal(("13800000000", " spaces count ", new Uri("https://yun.123pan.com")), (remote.Username, remote.Password, remote.BaseUrl));
    }

    [Fact]
    public void Read_DefaultsOfOtherTypes_DoNoHarm()
    {
        var mount = ReadGood("""
            { "Type": "Share", "ShareKey": "k", "Uid": 0, "ValidDuration": 30, "OriginUrls": "",
              "PrivateKey": "", "ClientId": "", "Password": "", "ListingSeconds": 300 }
            """);

        Assert.Equal(MountType.Share, mount.Type);
        Assert.Null(ReadGood("""{ "OriginUrls": "https://h/a", "RootFolderId": 0, "ListingSeconds": 300, "CachedFolders": 1000, "ShareKey": "" }""").Remote);
    }

    [Theory]
    [InlineData("""{ "Type": "OpenPlatform", "ClientSecret": "k3y-of-the-owner" }""", "ClientId", "is missing: write that of your application")]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id" }""", "ClientSecret", "is missing: write that of your application")]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id", "ClientSecret": " k3y-of-the-owner" }""", "ClientSecret", "white space")]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id", "ClientSecret": "k3y-of-the-owner", "Link": "Direct" }""", "Link", "DirectLink or Download")]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id", "ClientSecret": "k3y-of-the-owner", "OriginUrlsFile": "t.txt" }""",
        "OriginUrlsFile", "is not for Type OpenPlatform: it belongs to DirectLink and UrlTree")]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id", "ClientSecret": "k3y-of-the-owner", "BaseUrl": "open-api.123pan.com" }""",
        "BaseUrl", "absolute http or https address")]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id", "ClientSecret": "k3y-of-the-owner", "BaseUrl": "https://h/?a=b" }""",
        "BaseUrl", "must end before any ? or #: write https://open-api.123pan.com")]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id", "ClientSecret": "k3y-of-the-owner", "RootFolderId": -1 }""", "RootFolderId", "0 or more")]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id", "ClientSecret": "k3y-of-the-owner", "ListingSeconds": 0 }""", "ListingSeconds", "from 1 to")]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id", "ClientSecret": "k3y-of-the-owner", "CachedFolders": 0 }""", "CachedFolders", "from 1 to")]
    [InlineData("""{ "Type": "Share" }""", "ShareKey", "is missing: write the share's link")]
    [InlineData("""{ "Type": "Share", "ShareKey": "k3y/of the owner" }""", "ShareKey", "must be a share's link")]
    [InlineData("""{ "Type": "Share", "ShareKey": "https://www.123pan.com/" }""", "ShareKey", "must be a share's link")]
    [InlineData("""{ "Type": "Share", "ShareKey": "https://h/s/k?pwd=a", "SharePassword": "k3y-of-the-owner" }""", "SharePassword", "keep one of the two")]
    [InlineData("""{ "Type": "Share", "ShareKey": "k", "PrivateKey": "k3y-of-the-owner" }""", "PrivateKey", "is not for Type Share")]
    [InlineData("""{ "Type": "Share", "ShareKey": "k", "ValidDuration": 31 }""", "ValidDuration", "is not for Type Share")]
    [InlineData("""{ "Type": "Personal", "Password": "k3y-of-the-owner" }""", "Username", "is missing")]
    [InlineData("""{ "Type": "Personal", "Username": "u" }""", "Password", "is missing")]
    [InlineData("""{ "Type": "Personal", "Username": "u", "Password": "k3y-of-the-owner", "ClientSecret": "k3y-of-the-owner" }""",
        "ClientSecret", "it belongs to OpenPlatform")]
    [InlineData("""{ "OriginUrls": "https://h/a", "ClientSecret": "k3y-of-the-owner" }""",
        "ClientSecret", "is not for Type DirectLink: it belongs to OpenPlatform")]
    [InlineData("""{ "Type": "OpenPlatfrom", "ClientId": "id", "ClientSecret": "k3y-of-the-owner" }""", "Type", "did you mean OpenPlatform?")]
    [InlineData("""{ "Type": "OpenPlatform", "ClientId": "id", "ClientSecret": "k3y-of-the-owner", "ListingSecond": 5 }""",
        "ListingSecond", "did you mean ListingSeconds?")]
    public void Read_WrongMount_NamesKeyAndRemedy(string mount, string key, string message)
    {
        var json = Least();
        json["Pan123Dav"]!["Mounts"] = new JsonArray(JsonNode.Parse(mount));

        AssertError(json, $"Mounts:0:{key}", message);
    }

    [Fact]
    public void Read_SeveralMistakes_AreToldAllAtOnce()
    {
        var json = Least();
        json["Pan123Dav"]!["Mounts"] = JsonNode.Parse("""
            [{ "Type": "OpenPlatform", "CachedFolders": 0, "ShareKey": "k" }, { "Path": "/b", "Type": "Personal", "ClientId": "x" }]
            """);

        Assert.Equal(
            ["0:ClientId", "0:ClientSecret", "0:CachedFolders", "0:ShareKey", "1:Username", "1:Password", "1:ClientId"],
            Errors(json).Select(error => error.Key.Replace("Pan123Dav:Mounts:", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void ToString_OfOptions_HoldsNoSecret()
    {
        var mount = ReadGood("""{ "Type": "Personal", "Username": "u53r", "Password": "k3y-of-the-owner" }""");

        Assert.DoesNotContain("k3y", $"{mount} {mount.Remote}", StringComparison.Ordinal);
        Assert.DoesNotContain("Xy12", new ShareAddress("k", "Xy12").ToString(), StringComparison.Ordinal);
    }

    private static DeliveredMount ReadGood(string mount)
    {
        var json = Least();
        json["Pan123Dav"]!["Mounts"] = new JsonArray(JsonNode.Parse(mount));
        return Assert.Single(Good(json).Mounts);
    }
}
