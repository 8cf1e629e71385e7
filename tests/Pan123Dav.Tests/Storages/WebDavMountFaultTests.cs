using System.Net;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Emulator.WebDav;

namespace Pan123Dav.Tests.Storages;

/// <summary>What goes wrong at a WebDAV server that is mounted: a clear answer, and well again once it is over.</summary>
public sealed class WebDavMountFaultTests : WebDavMountTest
{
    [Fact]
    public async Task PropFind_ServerAway_ShowsWhatItWas()
    {
        await using var host = await StartAsync(("a/b.txt", "text"));
        await host.NamesAsync("a");
        host.Emulator.SetWebDavFault(new WebDavFault { Status = 404 });
        host.Clock.Advance(TimeSpan.FromSeconds(301));

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(["b.txt"], await host.NamesAsync("a"));
        }

        await Eventually.HoldsAsync(async () => await ReadyAsync(host) == "Degraded");
        host.Emulator.SetWebDavFault(null);
        await Eventually.HoldsAsync(async () =>
        {
            // Each time: an attempt that was still failing behind the first sight of it rests from its own end.
            host.Clock.Advance(TimeSpan.FromSeconds(11));
            await host.NamesAsync("a");
            return await ReadyAsync(host) == "Healthy";
        });
    }

    [Fact]
    public async Task WrongPassword_Is503AndTriedOnceAMinute()
    {
        await using var host = await StartAsync(host => host.WebDav = host.WebDav with { PasswordReset = true }, [], ("a/b.txt", "text"));
        for (var i = 0; i < 5; i++)
        {
            using var refused = await host.Gateway.PropFindAsync(RemoteStorageFixture.Url("") + "/");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }

        Assert.Equal("Degraded", await ReadyAsync(host));
        Assert.Equal(1, host.Emulator.WebDavRequests.Refused);
        await host.AssertRestServesAsync();
        host.Emulator.WebDav = host.Emulator.WebDav with { PasswordReset = false };
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(["b.txt"], await host.NamesAsync("a"));
        Assert.Equal("Healthy", await ReadyAsync(host));
    }

    [Fact]
    public async Task PasswordReset_WhileListingsAreKept_IsToldByTheNextLink()
    {
        await using var host = await StartAsync(("a/b.txt", "text"));
        await host.NamesAsync("a");
        host.Emulator.WebDav = host.Emulator.WebDav with { PasswordReset = true };

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.ReadAsync("a/b.txt")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.ReadAsync("a/b.txt")).Status);
        Assert.Equal("Degraded", await ReadyAsync(host));
        Assert.Equal(["b.txt"], await host.NamesAsync("a"));
        Assert.Equal(1, host.Emulator.WebDavRequests.Refused);
    }

    public static TheoryData<string> Answers => new(Faults.Keys);

    private static Dictionary<string, WebDavFault> Faults { get; } = new()
    {
        ["entity bomb"] = new()
        {
            Body =
                """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
                + """<D:multistatus xmlns:D="DAV:"><D:response><D:href>&b;</D:href></D:response></D:multistatus>"""
        },
        ["external entity"] = new() { Body = """<!DOCTYPE x SYSTEM "file:///etc/passwd"><D:multistatus xmlns:D="DAV:"/>""" },
        ["100 MB"] = new() { Padding = 100 << 20 },
        ["one long text"] = new()
        {
            Body = $"<D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/webdav/{new string('a', 1 << 20)}</D:href></D:response></D:multistatus>"
        },
        ["deep"] = new() { Body = "<D:multistatus xmlns:D=\"DAV:\">" + string.Concat(Enumerable.Repeat("<a>", 100_000)) },
        ["HTML"] = new() { Body = "<!DOCTYPE html><title>Sign in</title><form>", Status = 200 },
        ["half"] = new() { Body = "<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/webdav/" },
        ["JSON"] = new() { Body = "{\"code\":1}" },
        ["nothing"] = new() { Body = "" },
        ["no text"] = new() { Body = "\u0001\u0002\uFFFE" },
        ["another charset"] = new() { Body = "<?xml version=\"1.0\" encoding=\"x-nobody\"?><D:multistatus xmlns:D=\"DAV:\"/>" },
        ["no WebDAV"] = new() { Status = 405 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task PropFind_StrangeAnswer_Is502AndWellAgainAfterwards(string answer)
    {
        await using var host = await StartAsync(("a/b.txt", "text"));
        await host.NamesAsync("");
        host.Emulator.SetWebDavFault(Faults[answer] with { Method = "PROPFIND" });

        Assert.Equal(HttpStatusCode.BadGateway, await host.StatusAsync("a"));
        Assert.Equal(HttpStatusCode.BadGateway, await host.StatusAsync("a"));
        await host.AssertRestServesAsync();
        host.Emulator.SetWebDavFault(null);

        Assert.Equal(["b.txt"], await host.NamesAsync("a"));
    }

    [Fact]
    public async Task PropFind_ForeignMembers_AreLeftOut()
    {
        await using var host = await StartAsync(("a/b.txt", "text"));
        string[] hrefs = ["/webdav/good.txt", "http://evil.example/webdav/bad.txt", "/webdav/../bad.txt", "/webdav/%2e%2e",
            "/webdav/%2E%2E%2Fbad.txt", "/elsewhere/bad.txt", "/webdav/deep/bad.txt", "/webdav/a%00b", "bad.txt"];
        host.Emulator.SetWebDavFault(new WebDavFault
        {
            Body = "<D:multistatus xmlns:D=\"DAV:\">" + string.Concat(hrefs.Select(href =>
                $"<D:response><D:href>{href}</D:href><D:propstat><D:prop><D:resourcetype/></D:prop><D:status>HTTP/1.1 200 "
                + "OK</D:status></D:propstat></D:response>")) + "</D:multistatus>",
        });

        Assert.Equal(["good.txt"], await host.NamesAsync(""));
    }

    public static TheoryData<string> Places => new(
        "http://10.1.2.3/x", "http://169.254.169.254/latest", "http://[::1]/x", "http://localhost.:9/x", "http://3232235777/x",
        "ftp://files.example/x", "file:///etc/passwd", "javascript:alert(1)", "http://a:b@files.example/x");

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Get_RedirectToWhereNobodyMayGo_Is502(string place)
    {
        await using var host = await StartAsync(("a/b.txt", "text"));
        host.Emulator.WebDav = host.Emulator.WebDav with { RedirectTo = place };

        Assert.Equal(HttpStatusCode.BadGateway, (await host.ReadAsync("a/b.txt")).Status);
        await host.AssertRestServesAsync();
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Get_RedirectInACircle_Is502(int status)
    {
        await using var host = await StartAsync(("a/b.txt", "text"));
        host.Emulator.WebDav = host.Emulator.WebDav with { RedirectTo = "/webdav/a/b.txt", RedirectStatus = status };

        Assert.Equal(HttpStatusCode.BadGateway, (await host.ReadAsync("a/b.txt")).Status);
        Assert.InRange(host.Emulator.WebDavRequests.Count("GET"), 2, 20);
    }

    [Theory]
    [InlineData(500, HttpStatusCode.ServiceUnavailable)]
    [InlineData(429, HttpStatusCode.ServiceUnavailable)]
    [InlineData(403, HttpStatusCode.Forbidden)]
    [InlineData(404, HttpStatusCode.NotFound)]
    [InlineData(405, HttpStatusCode.NotFound)]
    public async Task Get_ServerRefuses_IsItsStatus(int status, HttpStatusCode expected)
    {
        await using var host = await StartAsync(("a/b.txt", "text"));
        await host.NamesAsync("a");
        host.Emulator.SetWebDavFault(new WebDavFault { Method = "GET", Status = status, RetryAfter = 30 });

        Assert.Equal(expected, (await host.ReadAsync("a/b.txt")).Status);
        host.Emulator.SetWebDavFault(null);
        Assert.Equal((HttpStatusCode.OK, "text"), await host.ReadAsync("a/b.txt"));
    }

    [Fact]
    public async Task PropFind_Node_IsAskedWithThePasswordOnItsOwnOriginOnly()
    {
        await using var host = await StartAsync(("a/b.txt", "text"));
        await using var other = await EmulatorHost.StartAsync(
            new EmulatorOptions { PrivateKey = "k", Uid = 1, Account = new() }, 0, TestContext.Current.CancellationToken);
        host.Emulator.WebDav = host.Emulator.WebDav with { Node = other.Address };

        Assert.Equal(HttpStatusCode.BadGateway, await host.StatusAsync("a"));
        Assert.Equal(0, other.WebDavRequests.Total);
    }

    private static async Task<string> ReadyAsync(RemoteStorageFixture host) => await host.Gateway.Stranger.GetStringAsync("/healthz/ready");
}
