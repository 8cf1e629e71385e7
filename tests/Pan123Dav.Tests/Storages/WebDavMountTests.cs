using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Emulator.WebDav;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Storages;

/// <summary>123's official WebDAV as a storage, with each of its habits, through the gateway.</summary>
public sealed class WebDavMountTests
{
    private static readonly DateTimeOffset Modified = new(2024, 3, 1, 20, 30, 5, TimeSpan.Zero);

    [Fact]
    public async Task PropFind_Folder_ShowsSizesAndTimes()
    {
        await using var host = await StartAsync(("音乐/第 1 首.txt", "a song"), ("音乐/子/x.txt", "x"), ("音乐/100% & #7?.txt", ""));

        var responses = await host.Gateway.ListAsync(RemoteStorageFixture.Url("音乐"));

        Assert.Equal(["100% & #7?.txt", "子/", "第 1 首.txt"], await host.NamesAsync("音乐"));
        var file = responses.Single(response => response["displayname"] == "第 1 首.txt");
        Assert.Equal(("6", "Fri, 01 Mar 2024 20:30:05 GMT"), (file["getcontentlength"], file["getlastmodified"]));
        Assert.Equal(0, host.Emulator.WebDavRequests.Deep);
    }

    public static TheoryData<string> Habits => new(Switches.Keys);

    private static Dictionary<string, WebDavSwitches> Switches { get; } = new()
    {
        ["usual"] = new WebDavSwitches(),
        ["another server"] = new WebDavSwitches
        {
            UnknownPropertiesFirst = false,
            EmptyEntityTags = false,
            CreationDateIsHttpDate = false,
            RootName = "",
            RedirectHasPage = false
        },
        ["prefix"] = new WebDavSwitches { Prefix = "lp1" },
        ["no prefix"] = new WebDavSwitches { Prefix = "" },
        ["full URIs"] = new WebDavSwitches { FullUris = true },
        ["anonymous"] = new WebDavSwitches { Anonymous = true },
        ["303"] = new WebDavSwitches { RedirectStatus = 303 },
        ["301"] = new WebDavSwitches { RedirectStatus = 301 },
    };

    [Theory]
    [MemberData(nameof(Habits))]
    public async Task Get_WithAnyHabit_IsSentToTheContent(string habit)
    {
        await using var host = await StartAsync(("a/第 1 集.txt", "0123456789"));
        host.Emulator.WebDav = Switches[habit];

        using var answer = await host.Gateway.SendAsync("GET", RemoteStorageFixture.Url("a/第 1 集.txt"));

        Assert.Equal((HttpStatusCode.Found, "redirect", "no-referrer"),
            (answer.StatusCode, Header(answer, "X-Pan123Dav-Delivery"), Header(answer, "Referrer-Policy")));
        Assert.StartsWith("/cdn/", answer.Headers.Location!.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.PartialContent, "345"), await host.ReadAsync("a/第 1 集.txt", "bytes=3-5"));
        Assert.Equal(1, host.Emulator.WebDavRequests.Count("GET"));
        await host.AssertRestServesAsync();
    }

    [Fact]
    public async Task Head_File_IsAnsweredFromTheListing()
    {
        await using var host = await StartAsync(("a/b.txt", "text"));

        using var answer = await host.Gateway.SendAsync("HEAD", RemoteStorageFixture.Url("a/b.txt"));

        Assert.Equal((HttpStatusCode.OK, 4), (answer.StatusCode, answer.Content.Headers.ContentLength));
        Assert.Equal((0, 0), (host.Emulator.WebDavRequests.Count("GET"), host.Emulator.WebDavRequests.Count("HEAD")));
    }

    [Fact]
    public async Task Get_ServerServesItself_ComesThroughTheGatewayForWhatItIs()
    {
        await using var host = await StartAsync(
            host => host.WebDav = host.WebDav with { ServesItself = true },
            [(":Pan123Dav:Budgets:DailyBytes", "10"), ("Delivery", "Redirect")], ("a/b.txt", "0123456789"));

        using var answer = await host.Gateway.SendAsync("GET", RemoteStorageFixture.Url("a/b.txt"), ("Range", "bytes=2-5"));

        Assert.Equal((HttpStatusCode.PartialContent, "proxy", "2345"),
            (answer.StatusCode, Header(answer, "X-Pan123Dav-Delivery"), await answer.Content.ReadAsStringAsync()));

        // Paid once: six bytes are left.
        Assert.Equal((HttpStatusCode.PartialContent, "012345"), await host.ReadAsync("a/b.txt", "bytes=0-5"));
    }

    [Fact]
    public async Task Get_ContentHostWantsAReferer_ComesThroughTheGateway()
    {
        await using var host = await StartAsync(("a/b.txt", "text"));
        host.Emulator.WebDav = host.Emulator.WebDav with { RefererRequired = true };

        using var answer = await host.Gateway.SendAsync("GET", RemoteStorageFixture.Url("a/b.txt"));

        Assert.Equal((HttpStatusCode.OK, "proxy", "text"),
            (answer.StatusCode, Header(answer, "X-Pan123Dav-Delivery"), await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Get_ClientThatFollowsNoRedirect_IsServedWithoutCredentialsOutside()
    {
        await using var host = await StartAsync(("a/b.txt", "text"));

        using var answer = await host.Gateway.SendAsync("GET", RemoteStorageFixture.Url("a/b.txt"), ("User-Agent", "davfs2/1.6"));

        Assert.Equal((HttpStatusCode.OK, "text"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Get_ManyAtOnce_AskForOneLinkUntilItEnds()
    {
        await using var host = await StartAsync(("a/b.txt", "text"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.ReadAsync("a/b.txt")));
        host.Clock.Advance(TimeSpan.FromMinutes(58));
        await host.ReadAsync("a/b.txt");
        var first = host.Emulator.WebDavRequests.Count("GET");
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal((HttpStatusCode.OK, "text"), await host.ReadAsync("a/b.txt"));
        Assert.Equal((1, 2), (first, host.Emulator.WebDavRequests.Count("GET")));
    }

    [Fact]
    public async Task Everything_AfterIdling_IsThereAgain()
    {
        await using var host = await StartAsync(("a/b.txt", "text"), ("c/d.txt", "more"));
        await host.NamesAsync("a");
        host.Emulator.WebDav = host.Emulator.WebDav with { SleepsAfter = TimeSpan.FromMinutes(1) };
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal((HttpStatusCode.OK, "text"), await host.ReadAsync("a/b.txt"));
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["d.txt"], await host.NamesAsync("c"));
    }

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
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await Eventually.HoldsAsync(async () =>
        {
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
    public async Task PropFind_CutList_IsWarnedOf()
    {
        await using var host = await RemoteStorageFixture.StartAsync(StorageKind.WebDav, account =>
        {
            for (var i = 0; i < 2100; i++)
            {
                account.AddFile($"many/{i:d4}", EmulatorContent.Text("x"), Modified);
            }
        });

        Assert.Equal(2000, (await host.NamesAsync("many")).Count);
        Assert.Contains("/many lists 2000 members", host.Gateway.LogText, StringComparison.Ordinal);
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

    private static Task<RemoteStorageFixture> StartAsync(params (string Path, string Text)[] files) => StartAsync(_ => { }, [], files);

    private static async Task<RemoteStorageFixture> StartAsync(
        Action<EmulatorHost> change, (string, string)[] settings, params (string Path, string Text)[] files) =>
        await RemoteStorageFixture.StartAsync(
            StorageKind.WebDav,
            account =>
            {
                foreach (var (path, text) in files)
                {
                    account.AddFile(path, EmulatorContent.Text(text), Modified);
                }
            },
            null,
            change,
            settings);

    private static async Task<string> ReadyAsync(RemoteStorageFixture host) => await host.Gateway.Stranger.GetStringAsync("/healthz/ready");

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
