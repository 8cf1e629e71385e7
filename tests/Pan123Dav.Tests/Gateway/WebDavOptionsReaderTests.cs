using System.Text.Json.Nodes;
using Pan123Dav.Delivery;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.WebDav;
using static Pan123Dav.Tests.Gateway.GatewayJson;

namespace Pan123Dav.Tests.Gateway;

public sealed class WebDavOptionsReaderTests
{
    [Fact]
    public void Read_WebDav_TakesAllKeys()
    {
        var mount = Read("""
            { "Type": "webdav", "Url": "https://nas.example:5006/remote.php/dav/", "Username": "u", "Password": " p:1 ",
              "RootFolder": "/Films//第 1/", "ListingSeconds": 60, "CachedFolders": 5 }
            """);

        Assert.Equal(MountType.WebDav, mount.Type);
        Assert.Equal(
            new WebDavOptions
            {
                BaseUrl = new Uri("https://nas.example:5006/remote.php/dav/"),
                Username = "u",
                Password = " p:1 ",
                RootFolder = "Films/第 1",
                ListingAge = TimeSpan.FromMinutes(1),
                CachedFolders = 5,
            },
            mount.Remote);
        Assert.DoesNotContain("p:1", $"{mount} {mount.Remote}", StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WebDavWithLittle_Is123s()
    {
        var remote = Assert.IsType<WebDavOptions>(Read("""{ "Type": "WebDav", "Username": "13800000000", "Password": "app" }""").Remote);

        Assert.Equal(("https://webdav.123pan.cn/webdav", "", true), (remote.BaseUrl.AbsoluteUri, remote.RootFolder, remote.Is123));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5244/dav")]
    [InlineData("http://[::1]/dav")]
    [InlineData("http://localhost/dav")]
    [InlineData("http://192.168.1.5/dav")]
    [InlineData("http://10.0.0.1/dav")]
    [InlineData("http://[fd00::1]/dav")]
    [InlineData("http://nas/dav")]
    [InlineData("http://alist.lan:5244/dav")]
    [InlineData("https://dav.example.com")]
    public void Read_ServerOfOnesOwn_NeedsNoPassword(string url) =>
        Assert.Equal(new Uri(url), Read($$"""{ "Type": "WebDav", "Url": "{{url}}" }""").Remote!.BaseUrl);

    [Theory]
    [InlineData("""{ "Type": "WebDav", "Password": "k3y-of-the-owner" }""", "Username", "is missing: write the telephone number or mail address")]
    [InlineData("""{ "Type": "WebDav", "Username": "u" }""", "Password", "is missing: write an app password")]
    [InlineData("""{ "Type": "WebDav", "Url": "https://h.example/dav", "Username": "u" }""", "Password", "is missing: it stands beside Username")]
    [InlineData("""{ "Type": "WebDav", "Url": "https://h.example/dav", "Password": "k3y-of-the-owner" }""",
        "Username", "is missing: it stands beside Password")]
    [InlineData("""{ "Type": "WebDav", "Url": "http://webdav.123pan.cn/webdav", "Username": "u", "Password": "k3y-of-the-owner" }""",
        "Url", "in the clear over the Internet: write https://")]
    [InlineData("""{ "Type": "WebDav", "Url": "http://8.8.8.8/dav", "Username": "u", "Password": "k3y-of-the-owner" }""", "Url", "in the clear")]
    [InlineData("""{ "Type": "WebDav", "Url": "http://nas.example.com/dav", "Username": "u", "Password": "k3y-of-the-owner" }""", "Url", "in the clear")]
    [InlineData("""{ "Type": "WebDav", "Url": "https://u:k3y-of-the-owner@h.example/dav" }""", "Url", "without a user and password in it")]
    [InlineData("""{ "Type": "WebDav", "Url": "https://h.example/dav?x=1" }""", "Url", "must end before any ? or #: write https://webdav.123pan.cn/webdav")]
    [InlineData("""{ "Type": "WebDav", "Url": "ftp://h.example/dav" }""", "Url", "absolute http or https address")]
    [InlineData("""{ "Type": "WebDav", "Url": "https://h.example/dav", "Username": "a:b", "Password": "k3y-of-the-owner" }""",
        "Username", "must have no colon")]
    [InlineData("""{ "Type": "WebDav", "Url": "https://h.example/dav", "RootFolder": "/a/../b" }""", "RootFolder", "..")]
    [InlineData("""{ "Type": "WebDav", "Url": "https://h.example/dav", "BaseUrl": "https://h.example" }""",
        "BaseUrl", "is not for Type WebDav: it belongs to OpenPlatform and Share and Personal")]
    [InlineData("""{ "Type": "WebDav", "Url": "https://h.example/dav", "RootFolderId": 5 }""", "RootFolderId", "is not for Type WebDav")]
    [InlineData("""{ "Type": "WebDav", "Url": "https://h.example/dav", "PrivateKey": "k3y-of-the-owner" }""", "PrivateKey", "is not for Type WebDav")]
    [InlineData("""{ "Type": "WebDav", "Url": "https://h.example/dav", "ListingSeconds": 0 }""", "ListingSeconds", "from 1 to")]
    [InlineData("""{ "Type": "Share", "ShareKey": "k", "Url": "https://h.example/dav" }""", "Url", "is not for Type Share: it belongs to WebDav")]
    [InlineData("""{ "Type": "WebDaw", "Url": "https://h.example/dav" }""", "Type", "did you mean WebDav?")]
    public void Read_WrongMount_NamesKeyAndRemedy(string mount, string key, string message)
    {
        var json = Least();
        json["Pan123Dav"]!["Mounts"] = new JsonArray(JsonNode.Parse(mount));

        AssertError(json, $"Mounts:0:{key}", message);
    }

    private static DeliveredMount Read(string mount)
    {
        var json = Least();
        json["Pan123Dav"]!["Mounts"] = new JsonArray(JsonNode.Parse(mount));
        return Assert.Single(Good(json).Mounts);
    }
}
