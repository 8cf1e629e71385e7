using System.Net;
using Pan123Dav.Storage;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

public sealed class CollectionTimeTests
{
    private const string Tree = """
        films:
          old.mkv:100:1600000000:https://vip.123pan.cn/13/old.mkv
          unknown.srt:5:https://vip.123pan.cn/13/unknown.srt
          zero.srt:5:0:https://vip.123pan.cn/13/zero.srt
          inner:
            new.txt:5:1700000000:https://vip.123pan.cn/13/new.txt
          empty:
        unknown:
          a.txt:5:https://vip.123pan.cn/13/a.txt
        """;

    private const string New = "Tue, 14 Nov 2023 22:13:20 GMT";
    private const string Unknown = "Sat, 01 Jan 2000 00:00:00 GMT";

    [Fact]
    public async Task Propfind_Collection_HasTheNewestKnownTimeBelowIt()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);
        var times = (await gateway.ListAsync("/dav/", "infinity")).Where(r => r.IsCollection).ToDictionary(r => r.Href, r => r["getlastmodified"]);

        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["/dav/"] = New,
                ["/dav/films/"] = New,
                ["/dav/films/inner/"] = New,
                ["/dav/films/empty/"] = Unknown,
                ["/dav/unknown/"] = Unknown,
            },
            times);
        Assert.All(await gateway.ListAsync("/"), r => Assert.Equal(New, r["getlastmodified"]));
    }

    [Fact]
    public async Task Propfind_CollectionsOnTheWayToMounts_HaveTheNewestOfTheirMounts()
    {
        await using var gateway = await GatewayHost.StartAsync(
            Tree,
            ("Mounts:0:Path", "/a/films"),
            ("Mounts:1:Path", "/a/more/deep"),
            ("Mounts:1:OriginUrls", "x.txt:1:1500000000:https://vip.123pan.cn/13/x.txt"),
            ("Mounts:1:Uid", "13"),
            ("Mounts:1:PrivateKey", GatewayHost.PrivateKey));
        var times = new List<string?>();
        foreach (var path in new[] { "/dav/", "/dav/a/", "/dav/a/films/", "/dav/a/more/", "/dav/a/more/deep/" })
        {
            times.Add((await gateway.ListAsync(path, "0")).Single()["getlastmodified"]);
        }

        Assert.Equal([New, New, New, "Fri, 14 Jul 2017 02:40:00 GMT", "Fri, 14 Jul 2017 02:40:00 GMT"], times);
    }

    [Fact]
    public async Task Propfind_CollectionsOfATreeOnTheWayToADeeperMount_HaveItsTimeToo()
    {
        await using var gateway = await GatewayHost.StartAsync(
            "a:\n  b:\n    old.txt:1:1500000000:https://vip.123pan.cn/13/old.txt\n  c:\n    old.txt:1:1500000000:https://vip.123pan.cn/13/old.txt",
            ("Mounts:1:Path", "/a/b/mount"),
            ("Mounts:1:OriginUrls", "x.txt:1:1700000000:https://vip.123pan.cn/13/x.txt"),
            ("Mounts:1:Uid", "13"),
            ("Mounts:1:PrivateKey", GatewayHost.PrivateKey));
        var listed = (await gateway.ListAsync("/dav/a")).ToDictionary(r => r.Href, r => r["getlastmodified"]);

        Assert.Equal((New, New, "Fri, 14 Jul 2017 02:40:00 GMT"), (listed["/dav/a/"], listed["/dav/a/b/"], listed["/dav/a/c/"]));
        Assert.Equal(New, (await gateway.ListAsync("/dav/", "0")).Single()["getlastmodified"]);
    }

    [Fact]
    public async Task Propfind_TreeReloaded_ShowsTheNewTime()
    {
        await using var gateway = await GatewayHost.StartAsync("a:\n  b:\n    c.txt:1:1500000000:https://vip.123pan.cn/13/c.txt");

        await gateway.ReloadAsync(("Pan123Dav:Mounts:0:OriginUrls", "a:\n  b:\n    c.txt:2:1700000000:https://vip.123pan.cn/13/c.txt"));

        Assert.All((await gateway.ListAsync("/dav/", "infinity")).Where(r => r.IsCollection), r => Assert.Equal(New, r["getlastmodified"]));
    }

    [Fact]
    public async Task Head_Collection_SendsNoTime()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);
        using var response = await gateway.SendAsync("HEAD", "/dav/films/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Content.Headers.LastModified);
    }

    [Fact]
    public void Learn_ATime_RaisesTheCollectionsAbove()
    {
        var table = UrlTree(Tree);
        var row = table.Find(Path("/unknown/a.txt"))!.Value.Index;

        table.Learn(row, 5, 1800000000);

        Assert.Equal(1800000000, table.Find(Path("/unknown"))!.Value.Modified);
        Assert.Equal(1800000000, table.Root.Modified);
        Assert.Equal(1700000000, table.Find(Path("/films"))!.Value.Modified);
    }

    private static EntryTable UrlTree(string text) => Pan123Dav.Storage.UrlTree.Parsing.UrlTreeText.Parse(System.Text.Encoding.UTF8.GetBytes(text)).Table!;

    private static StoragePath Path(string text) => StoragePath.TryParse(text, out var path) ? path : throw new ArgumentException(text);
}
