using System.Net;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Gateway;

[Trait(ProgramHost.Trait, ProgramHost.Smoke)]
public sealed class MountTests
{
    [Fact]
    public async Task Mounts_Nested_AppearAsOneTree()
    {
        await using var gateway = await GatewayHost.StartAsync(
            "films:\n  a.mkv:1:https://vip.123pan.cn/13/a.mkv\nmusic:\n  hidden.flac:https://vip.123pan.cn/13/hidden.flac",
            ("Mounts:1:Path", "/music"), ("Mounts:1:Type", "UrlTree"), ("Mounts:1:OriginUrls", "b.flac:2:https://other.example/b.flac"),
            ("Mounts:2:Path", "/films/deep/er"), ("Mounts:2:Type", "UrlTree"), ("Mounts:2:OriginUrls", "c.txt:3:https://other.example/c.txt"));

        var hrefs = (await gateway.ListAsync("/dav/", "infinity")).Select(r => r.Href);
        Assert.Equal(["/dav/", "/dav/films/", "/dav/films/a.mkv", "/dav/films/deep/",
            "/dav/films/deep/er/", "/dav/films/deep/er/c.txt", "/dav/music/", "/dav/music/b.flac"], hrefs);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.SendAsync("GET", "/dav/music/hidden.flac")).StatusCode);
    }

    [Fact]
    public async Task UrlTree_Get_IsNeverSigned()
    {
        await using var gateway = await GatewayHost.StartAsync(
            "x:", ("Mounts:1:Path", "/plain"), ("Mounts:1:Type", "urltree"), ("Mounts:1:OriginUrls", "b.flac:2:https://other.example/b.flac?a=1"));
        using var response = await gateway.SendAsync("GET", "/dav/plain/b.flac");

        Assert.Equal("https://other.example/b.flac?a=1", response.Headers.GetValues("Location").Single());
    }

    [Fact]
    public async Task PathBase_Root_ServesTheDriveAtTheRoot()
    {
        await using var gateway = await GatewayHost.StartAsync("a.txt:1:https://vip.123pan.cn/13/a.txt", ("PathBase", "/"));

        Assert.Equal(["/", "/a.txt"], (await gateway.ListAsync("/")).Select(r => r.Href));
        Assert.Equal(HttpStatusCode.Redirect, (await gateway.SendAsync("GET", "/a.txt")).StatusCode);
    }

    [Fact]
    public async Task PathBase_Nested_IsFoundFromTheServerRoot()
    {
        await using var gateway = await GatewayHost.StartAsync("a.txt:1:https://vip.123pan.cn/13/a.txt", ("PathBase", "/私人 盘/dav"));

        Assert.Equal(["/", "/%E7%A7%81%E4%BA%BA%20%E7%9B%98/dav/"], (await gateway.ListAsync("/")).Select(r => r.Href));
        Assert.Equal(2, (await gateway.ListAsync("/%E7%A7%81%E4%BA%BA%20%E7%9B%98/dav")).Count);
    }

    [Fact]
    public async Task Paths_OfAUser_EverythingElseLooksAbsent()
    {
        await using var gateway = await GatewayHost.StartAsync(
            "films:\n  2024:\n    a.mkv:1:https://vip.123pan.cn/13/a.mkv\n  2023:\n    "
            + "b.mkv:1:https://vip.123pan.cn/13/b.mkv\nmusic:\n  c.flac:1:https://vip.123pan.cn/13/c.flac",
            ("Users:0:Paths:0", "/films/2024"));

        Assert.Equal(["/dav/", "/dav/films/", "/dav/films/2024/", "/dav/films/2024/a.mkv"], (await gateway.ListAsync("/dav/", "infinity")).Select(r => r.Href));
        var absent = await Fingerprint(gateway, "/dav/films/nothing");
        foreach (var path in new[] { "/dav/films/2023", "/dav/films/2023/b.mkv", "/dav/music/", "/dav/music/c.flac" })
        {
            Assert.Equal(absent, await Fingerprint(gateway, path));
        }
    }

    private static async Task<string> Fingerprint(GatewayHost gateway, string path)
    {
        var all = "";
        foreach (var method in new[] { "GET", "HEAD", "PROPFIND", "PUT" })
        {
            using var response = await gateway.SendAsync(method, path, ("Depth", "1"));
            response.Headers.Date = null;
            all += $"{method} {response.StatusCode} {response.Headers} {response.Content.Headers} {await response.Content.ReadAsStringAsync()}\n";
        }

        return all;
    }
}
