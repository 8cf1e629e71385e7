using System.Text.Json.Nodes;
using Pan123Dav.Delivery;
using Pan123Dav.Storage;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Share;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Tests.Commands.Import;

/// <summary>Each driver of AList and OpenList that has a counterpart here, with all its values.</summary>
public sealed class ImportDriverTests : ImportTest
{
    private const string Word = "s3cret \"pässwörd\"";

    private const string Tree = "电影:\n  1.mkv:5:1694101621:https://vip.123pan.cn/13/1.mkv\n";

    [Fact]
    public async Task Import_Backup_PrintsMountsThatTheGatewayTakes()
    {
        var mounts = await ImportAsync(Backup(
            Storage("123PanLink", "/links", new JsonObject { ["origin_urls"] = Tree, ["private_key"] = Key, ["uid"] = 13, ["valid_duration"] = 60 }),
            Storage("UrlTree", "/树", new JsonObject { ["url_structure"] = "https://h.example/a.txt", ["head_size"] = true, ["writable"] = false }),
            Storage("123PanShare", "/share",
                new JsonObject { ["sharekey"] = "abCd-1EfGh", ["sharepassword"] = Word, ["root_folder_id"] = "0", ["accesstoken"] = "t0ken" }),
            Storage("123Pan", "/mine", new JsonObject
            {
                ["username"] = "13800000000",
                ["password"] = Word,
                ["root_folder_id"] = "77",
                ["AccessToken"] = "old",
                ["UploadThread"] = 3
            })));

        Assert.Equal(
            [
                new DeliveredMount
                {
                    Path = At("/links"),
                    Type = MountType.DirectLink,
                    OriginUrls = Tree,
                    PrivateKey = Key,
                    Uid = 13,
                    ValidDuration = TimeSpan.FromMinutes(60)
                },
                new DeliveredMount { Path = At("/树"), Type = MountType.UrlTree, OriginUrls = "https://h.example/a.txt" },
                new DeliveredMount
                {
                    Path = At("/share"),
                    Type = MountType.Share,
                    Remote = new ShareOptions
                    {
                        BaseUrl = new Uri("https://yun.123pan.com"),
                        ShareKey = "abCd-1EfGh",
                        SharePassword = Word,
                        AccessToken = "t0ken",
                        ListingAge = TimeSpan.FromMinutes(30)
                    },
                },
                new DeliveredMount
                {
                    Path = At("/mine"),
                    Type = MountType.Personal,
                    Remote = new PersonalOptions
                    {
                        BaseUrl = new Uri("https://yun.123pan.com"),
                        Username = "13800000000",
                        Password = Word,
                        RootFolderId = 77,
                        ListingAge = TimeSpan.FromMinutes(30)
                    },
                },
            ],
            mounts);
    }

    [Fact]
    public async Task Import_WebDav_IsAMountOfTheSameServer()
    {
        var storage = Storage("WebDav", "/cloud", new JsonObject
        {
            ["vendor"] = "other",
            ["address"] = "https://webdav.123pan.cn/webdav",
            ["username"] = "13800000000",
            ["password"] = Word,
            ["root_folder_path"] = "/电影",
            ["tls_insecure_skip_verify"] = false,
        });
        storage["webdav_policy"] = "native_proxy";

        var mount = Assert.Single(await ImportAsync(Backup(storage)));

        Assert.Equal(
            new DeliveredMount
            {
                Path = At("/cloud"),
                Type = MountType.WebDav,
                Remote = new WebDavOptions
                {
                    BaseUrl = new Uri("https://webdav.123pan.cn/webdav"),
                    Username = "13800000000",
                    Password = Word,
                    RootFolder = "电影",
                    ListingAge = TimeSpan.FromMinutes(30)
                },
            },
            mount);
    }

    [Theory]
    [InlineData("""{"vendor":"sharepoint","address":"https://h.example/dav","username":"u","password":"p"}""", "is a SharePoint server")]
    [InlineData("""{"vendor":"other","address":"https://h.example/dav","username":"u","password":"p","tls_insecure_skip_verify":true}""",
        "took any certificate")]
    [InlineData("""{"vendor":"other","address":"http://dav.example.com/dav","username":"u","password":"p"}""", "Pan123Dav:Mounts:0:Url: error configuration")]
    public async Task Import_WebDavThatCannotBeMountedAsItIs_IsToldOf(string addition, string message) =>
        Assert.Contains(message, (await RunAsync(Backup(Storage("WebDav", "/cloud", JsonNode.Parse(addition)!)))).Error, StringComparison.Ordinal);

    // As OpenList names the values today, as it named one before, and as AList names them.
    [Theory]
    [InlineData(
        """{"ClientID":"id","ClientSecret":"se","DirectLink":true,"DirectLinkPrivateKey":"pr1vate-key","DirectLinkValidDuration":45,"root_folder_id":"9"}""",
        OpenPlatformLink.DirectLink, Key, 45, 0, 9)]
    [InlineData("""{"ClientID":"id","ClientSecret":"se","DirectLink":false,"DirectLinkPrivateKey":"pr1vate-key","DirectLinkValidDuration":45}""",
        OpenPlatformLink.Download, "", 30, 0, 0)]
    [InlineData("""{"ClientID":"id","ClientSecret":"se","UseDirectLink":false,"RefreshToken":"","AccessToken":"x","UploadThread":3}""",
        OpenPlatformLink.Download, "", 30, 0, 0)]
    [InlineData("""{"client_id":"id","client_secret":"se","private_key":"pr1vate-key","uid":13,"valid_duration":30,"root_folder_id":"0"}""",
        OpenPlatformLink.DirectLink, Key, 30, 13, 0)]
    [InlineData("""{"client_id":"id","client_secret":"se","private_key":"","uid":"0","valid_duration":"45"}""", OpenPlatformLink.Download, "", 45, 0, 0)]
    [InlineData("""{"auth_mode":"client_credentials","client_id":"id","client_secret":"se","use_direct_link":true,"private_key":"pr1vate-key","uid":13}""",
        OpenPlatformLink.DirectLink, Key, 30, 13, 0)]
    [InlineData("""{"auth_mode":"","client_id":"id","client_secret":"se","use_direct_link":"false","private_key":"pr1vate-key","uid":13}""",
        OpenPlatformLink.Download, "", 30, 0, 0)]
    public async Task Import_OpenPlatform_IsReadInEachForm(string addition, OpenPlatformLink link, string key, int minutes, long uid, long root)
    {
        var mount = Assert.Single(await ImportAsync(new JsonArray(Storage("123 Open", "/", JsonNode.Parse(addition)!))));

        var remote = Assert.IsType<OpenPlatformOptions>(mount.Remote);
        Assert.Equal(("id", "se", link, root), (remote.ClientId, remote.ClientSecret, remote.Link, remote.RootFolderId));
        Assert.Equal((key, TimeSpan.FromMinutes(minutes), uid), (mount.PrivateKey, mount.ValidDuration, (long)mount.Uid));
    }
}
