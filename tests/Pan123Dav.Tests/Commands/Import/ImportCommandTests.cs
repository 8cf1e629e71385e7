using System.Text;
using System.Text.Json.Nodes;
using Pan123Dav.Delivery;
using Pan123Dav.Storage;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Share;
using Pan123Dav.Storage.WebDav;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Configuration;
using Pan123Dav.Tests.Gateway;

namespace Pan123Dav.Tests.Commands.Import;

public sealed class ImportCommandTests : IDisposable
{
    private const string Key = "pr1vate-key";
    private const string Word = "s3cret \"pässwörd\"";
    private const string Tree = "电影:\n  1.mkv:5:1694101621:https://vip.123pan.cn/13/1.mkv\n";

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

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

    [Theory]
    [InlineData("list")]
    [InlineData("one")]
    [InlineData("answer")]
    [InlineData("backup with a byte order mark")]
    public async Task Import_EachForm_IsRead(string form)
    {
        var storage = Storage("UrlTree", "/a", new JsonObject { ["url_structure"] = "https://h.example/a.txt" });

        var mounts = await ImportAsync(form switch
        {
            "list" => new JsonArray(storage),
            "one" => storage,
            "answer" =>
                new JsonObject { ["code"] = 200, ["message"] = "success", ["data"] = new JsonObject { ["content"] = new JsonArray(storage), ["total"] = 1 } },
            _ => Backup(storage),
        }, form.Contains("mark", StringComparison.Ordinal) ? "\uFEFF" : "");

        Assert.Equal(At("/a"), Assert.Single(mounts).Path);
    }

    [Fact]
    public async Task Import_AdditionAsAnObject_IsReadToo()
    {
        var storage = Storage("UrlTree", "/a", new JsonObject());
        storage["addition"] = new JsonObject { ["url_structure"] = "https://h.example/a.txt" };

        Assert.Equal("https://h.example/a.txt", Assert.Single(await ImportAsync(storage)).OriginUrls);
    }

    [Theory]
    [InlineData("302_redirect", nameof(DeliveryMode.Auto))]
    [InlineData("native_proxy", nameof(DeliveryMode.Proxy))]
    [InlineData("", nameof(DeliveryMode.Auto))]
    public async Task Import_WebDavPolicy_IsTheDelivery(string policy, string expected)
    {
        var storage = Storage("UrlTree", "/a", new JsonObject { ["url_structure"] = "https://h.example/a.txt" });
        storage["webdav_policy"] = policy;

        Assert.Equal(expected, Assert.Single(await ImportAsync(storage)).Delivery.ToString());
    }

    [Fact]
    public async Task Import_WhatHasNoCounterpart_IsNamedAndTheRestIsPrinted()
    {
        var disabled = Storage("UrlTree", "/off", new JsonObject { ["url_structure"] = "x" });
        disabled["disabled"] = true;
        var proxied = Storage("UrlTree", "/on", new JsonObject { ["url_structure"] = "https://h.example/a.txt" });
        proxied["webdav_policy"] = "use_proxy_url";

        var run = await RunAsync(Backup(
            Storage("Local", "/nas", new JsonObject { ["root_folder_path"] = "/data" }),
            disabled,
            Storage("123 Open", "/token", new JsonObject { ["AccessToken"] = Key }),
            proxied,
            Storage("UrlTree", "/on.balance1", new JsonObject { ["url_structure"] = "https://h.example/b.txt" })));

        Assert.Equal(0, run.ExitCode);
        Assert.Collection(
            run.Error.TrimEnd('\n').Split('\n'),
            line => Assert.StartsWith($"{_file}: storages[0]: warning no-counterpart: /nas is a storage of the driver Local", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"{_file}: storages[1]: warning disabled: /off", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"{_file}: storages[2]: warning no-counterpart: /token signs in with a token alone", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"{_file}: storages[3]: warning download-proxy: /on ", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"{_file}: storages[4]: warning balance: /on.balance1", line, StringComparison.Ordinal));
        Assert.Equal(["/on", "/on.balance1"], Mounts(run.Output).Select(mount => mount.Path.ToString()));
        Assert.DoesNotContain(Key, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "1:1: error json")]
    [InlineData("{", "1:2: error json")]
    [InlineData("[1,\n x]", "2:2: error json")]
    [InlineData("<html>", "1:1: error json")]
    [InlineData("1", "error format")]
    [InlineData("null", "error format")]
    [InlineData("{}", "error format")]
    [InlineData("""{"storages":null}""", "error format")]
    [InlineData("""{"data":{"content":7}}""", "error format")]
    [InlineData("[]", "error nothing")]
    [InlineData("""{"encrypted":"abc","storages":["xyz"]}""", "error encrypted")]
    [InlineData("[7]", "storages[0]: error format")]
    [InlineData("""[{"driver":"UrlTree"}]""", "storages[0]: error format")]
    [InlineData("""[{"driver":7,"mount_path":{},"addition":"{}"}]""", "storages[0]: error format")]
    [InlineData("""[{"driver":"UrlTree","mount_path":"/a","addition":"{"}]""", "storages[0]: error json")]
    [InlineData("""[{"driver":"UrlTree","mount_path":"/a","addition":"[]"}]""", "storages[0]: error json")]
    [InlineData("""[{"driver":"UrlTree","mount_path":"/a","addition":7}]""", "storages[0]: error json")]
    [InlineData("""[{"driver":"UrlTree","mount_path":"/\ud800","addition":{}}]""", "storages[0]: error json")]
    [InlineData("""[{"driver":"UrlTree","mount_path":"/../a","addition":{"url_structure":"https://h/a"}}]""", "Pan123Dav:Mounts:0:Path: error configuration")]
    [InlineData("""[{"driver":"UrlTree","mount_path":"/a\u0007","addition":{"url_structure":"https://h/a"}}]""",
        "Pan123Dav:Mounts:0:Path: error configuration")]
    [InlineData("""[{"driver":"UrlTree","mount_path":"/a","addition":{}}]""", "Pan123Dav:Mounts:0:OriginUrls")]
    [InlineData("""[{"driver":"UrlTree","mount_path":"/a","addition":{"url_structure":" x"}}]""", "Pan123Dav:Mounts:0:OriginUrls:1:2: error")]
    [InlineData("""[{"driver":"123PanLink","mount_path":"/a","addition":{"origin_urls":"https://h/a","private_key":"k","uid":-5}}]""",
        "Pan123Dav:Mounts:0:Uid: error configuration")]
    [InlineData("""[{"driver":"123PanLink","mount_path":"/a","addition":{"origin_urls":"https://h/a","private_key":"k","uid":1e99}}]""",
        "Pan123Dav:Mounts:0:Uid: error configuration")]
    [InlineData("""[{"driver":"123PanShare","mount_path":"/a","addition":{"sharekey":"../x"}}]""", "Pan123Dav:Mounts:0:ShareKey: error configuration")]
    [InlineData("""[{"driver":"123Pan","mount_path":"/a","addition":{}}]""", "Pan123Dav:Mounts:0:Username: error configuration")]
    [InlineData(
        """[{"driver":"UrlTree","mount_path":"/a","addition":{"url_structure":"https://h/a"}},"""
        + """{"driver":"UrlTree","mount_path":"a","addition":{"url_structure":"https://h/a"}}]""",
        "Pan123Dav:Mounts:1:Path: error configuration")]
    public async Task Import_MalformedOrHostile_IsAClearError(string json, string expected)
    {
        var run = await RunAsync(json);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u0007", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_EndlesslyNested_IsAClearError()
    {
        var run = await RunAsync(new string('[', 100_000));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error json", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NoSuchFileOrNoFile_IsAUsageError()
    {
        Assert.Equal(2, (await CommandRun.OfAsync("import", _file + ".missing")).ExitCode);
        Assert.Equal(2, (await CommandRun.OfAsync("import")).ExitCode);
    }

    [Fact]
    public async Task Help_OfImport_SaysThatSecretsArePrinted()
    {
        var run = await CommandRun.OfAsync("import", "--help");

        Assert.Contains("passwords and tokens in it are printed",
            string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static StoragePath At(string path) => StoragePath.TryParse(path, out var parsed) ? parsed : throw new ArgumentException(path);

    private static JsonObject Storage(string driver, string path, JsonNode addition) => new()
    {
        ["id"] = 1,
        ["mount_path"] = path,
        ["order"] = 0,
        ["driver"] = driver,
        ["cache_expiration"] = 30,
        ["status"] = "work",
        ["addition"] = addition.ToJsonString(),
        ["remark"] = "",
        ["modified"] = "2025-01-01T00:00:00Z",
        ["disabled"] = false,
        ["webdav_policy"] = "302_redirect",
        ["down_proxy_url"] = "",
    };

    private static JsonObject Backup(params JsonNode[] storages) => new()
    {
        ["encrypted"] = "",
        ["settings"] = new JsonArray(),
        ["users"] = new JsonArray(),
        ["storages"] = new JsonArray(storages),
        ["metas"] = new JsonArray(),
    };

    private static IReadOnlyList<DeliveredMount> Mounts(string output)
    {
        var json = JsonNode.Parse(output)!;
        json["Pan123Dav"]!["Users"] = new JsonArray(new JsonObject { ["Name"] = "u", ["Password"] = "p" });
        return GatewayJson.Good(json).Mounts;
    }

    private Task<CommandRun> RunAsync(JsonNode json, string before = "") => RunAsync(before + json.ToJsonString());

    private async Task<CommandRun> RunAsync(string json)
    {
        await File.WriteAllBytesAsync(_file, Encoding.UTF8.GetBytes(json));
        return await CommandRun.OfAsync("import", _file);
    }

    private async Task<IReadOnlyList<DeliveredMount>> ImportAsync(JsonNode json, string before = "")
    {
        var run = await RunAsync(json, before);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return Mounts(run.Output);
    }
}
