using System.Text.Json.Nodes;
using Pan123Dav.Delivery;

namespace Pan123Dav.Tests.Commands.Import;

public sealed class ImportCommandTests : ImportTest
{
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
            line => Assert.StartsWith(
                $"{BackupFile}: storages[0]: warning no-counterpart: /nas is a storage of the driver Local", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"{BackupFile}: storages[1]: warning disabled: /off", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"{BackupFile}: storages[2]: warning no-counterpart: /token signs in with a token alone", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"{BackupFile}: storages[3]: warning download-proxy: /on ", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"{BackupFile}: storages[4]: warning balance: /on.balance1", line, StringComparison.Ordinal));
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
    [InlineData("""[{"driver":"UrlTree","mount_path":"/a","addition":"[]"}]""", "error json: The \"addition\" of the storage is no JSON object.")]
    [InlineData("""[{"driver":"UrlTree","mount_path":"/a","addition":7}]""", "error json: The \"addition\" of the storage is no JSON object.")]
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
        Assert.Equal(2, (await CommandRun.OfAsync("import", BackupFile + ".missing")).ExitCode);
        Assert.Equal(2, (await CommandRun.OfAsync("import")).ExitCode);
    }

    [Fact]
    public async Task Help_OfImport_SaysThatSecretsArePrinted()
    {
        var run = await CommandRun.OfAsync("import", "--help");

        Assert.Contains("passwords and tokens in it are printed",
            string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
