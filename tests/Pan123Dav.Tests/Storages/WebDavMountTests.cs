using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.WebDav;

namespace Pan123Dav.Tests.Storages;

/// <summary>123's official WebDAV as a storage, with each of its habits, through the gateway.</summary>
public sealed class WebDavMountTests : WebDavMountTest
{
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
        await Eventually.HoldsAsync(() => host.Gateway.LogText.Contains("/many lists 2000 members", StringComparison.Ordinal));
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
