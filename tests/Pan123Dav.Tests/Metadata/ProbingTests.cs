using System.Net;
using Pan123Dav.Delivery.Origin;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Faults;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Delivery;

namespace Pan123Dav.Tests.Metadata;

/// <summary>Sizes and times that the tree leaves out, learnt from the stand-in for 123's link host.</summary>
public sealed class ProbingTests
{
    private const string Tree = """
        a.bin:{origin}/13/a.bin
        known.bin:5:1694101621:{origin}/13/known.bin
        time.bin:1694101621:{origin}/13/a.bin?x
        size.bin:1694101622:{origin}/13/size.bin
        gone.bin:{origin}/13/gone.bin
        """;

    private static readonly (string, string?)[] Quick = [("Probe:Enabled", "true"),
        ("Probe:RequestsPerSecond", "1000"), ("Probe:ListingWaitMilliseconds", "60000")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PropFind_UnknownSizes_AreInTheAnswer()
    {
        await using var fixture = await DeliveryFixture.StartAsync(Tree, Quick);
        fixture.Origin.Add("/13/size.bin", new EmulatorFile(EmulatorContent.PseudoRandom(1694101622, 1), DeliveryFixture.Modified));
        var before = await fixture.Gateway.SendAsync("HEAD", "/dav/known.bin");
        var members = (await fixture.Gateway.ListAsync("/dav/")).Skip(1).ToDictionary(member => member.Href);

        Assert.Equal("300000", members["/dav/a.bin"]["getcontentlength"]);
        Assert.Equal("Thu, 29 Feb 2024 12:34:56 GMT", members["/dav/a.bin"]["getlastmodified"]);
        Assert.Equal("300000", members["/dav/time.bin"]["getcontentlength"]);
        Assert.Equal("Thu, 07 Sep 2023 15:47:01 GMT", members["/dav/time.bin"]["getlastmodified"]);
        Assert.Equal("1694101622", members["/dav/size.bin"]["getcontentlength"]);
        Assert.Equal("Thu, 29 Feb 2024 12:34:56 GMT", members["/dav/size.bin"]["getlastmodified"]);
        Assert.Equal("5", members["/dav/known.bin"]["getcontentlength"]);
        Assert.Null(members["/dav/gone.bin"]["getcontentlength"]);
        Assert.Equal(0, fixture.Origin.Requests.Count("/13/known.bin"));
        Assert.Equal(0, fixture.Origin.Requests.Refused);
        await Eventually.HoldsAsync(() => fixture.Gateway.LogText.Contains("The size of /gone.bin could not be learnt", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
    }

    [Fact]
    public async Task PropFind_Again_AsksForNothingMore()
    {
        await using var fixture = await DeliveryFixture.StartAsync(Tree, Quick);
        await fixture.Gateway.ListAsync("/dav/");
        var asked = fixture.Origin.Requests.Total;
        await fixture.Gateway.ListAsync("/dav/");
        Assert.Equal(asked, fixture.Origin.Requests.Total);

        // A failure is remembered for a minute, then for two.
        fixture.Gateway.Time.Advance(TimeSpan.FromSeconds(61));
        await fixture.Gateway.ListAsync("/dav/");
        Assert.Equal(asked + 4, fixture.Origin.Requests.Total);
        fixture.Gateway.Time.Advance(TimeSpan.FromSeconds(61));
        await fixture.Gateway.ListAsync("/dav/");
        Assert.Equal(asked + 4, fixture.Origin.Requests.Total);
    }

    [Fact]
    public async Task PropFind_EntityTag_StaysWhatItWas()
    {
        await using var fixture = await DeliveryFixture.StartAsync(Tree, Quick);
        var before = (await fixture.Gateway.ListAsync("/dav/a.bin", "0", """<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>""")).Single()["getetag"];
        Assert.Equal(0, fixture.Origin.Requests.Total);
        var after = (await fixture.Gateway.ListAsync("/dav/a.bin", "0")).Single();

        Assert.Equal("300000", after["getcontentlength"]);
        Assert.Equal(before, after["getetag"]);
    }

    [Fact]
    public async Task Head_UnknownSize_IsWaitedFor()
    {
        await using var fixture = await DeliveryFixture.StartAsync(Tree, Quick);
        fixture.Origin.Switches = fixture.Origin.Switches with { RefuseHead = true };
        using var response = await fixture.Gateway.SendAsync("HEAD", "/dav/a.bin");

        Assert.Equal(300000, response.Content.Headers.ContentLength);
        Assert.Equal(DeliveryFixture.Modified, response.Content.Headers.LastModified);
        Assert.Contains("Range: bytes=0-0", fixture.HeadersSeen);
        Assert.True(fixture.Origin.Requests.BytesSent <= 1);
    }

    [Fact]
    public async Task Head_EmptyFile_IsKnownToBeEmpty()
    {
        await using var fixture = await DeliveryFixture.StartAsync(Tree, Quick);
        fixture.Origin.Add("/13/a.bin", new EmulatorFile(EmulatorContent.Text(""), DeliveryFixture.Modified));
        using var response = await fixture.Gateway.SendAsync("HEAD", "/dav/a.bin");

        Assert.Equal(0, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Get_ProxiedAmbiguousNumber_IsSettledFirst()
    {
        await using var fixture = await DeliveryFixture.StartAsync(Tree, [.. Quick, ("Mounts:0:Delivery", "Proxy")]);
        using var response = await fixture.Gateway.SendAsync("GET", "/dav/time.bin", ("Range", "bytes=-5"));

        Assert.Equal("bytes 299995-299999/300000", response.Content.Headers.ContentRange!.ToString());
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1694101621), response.Content.Headers.LastModified);
    }

    [Fact]
    public async Task PropFind_InfiniteDepth_WaitsForNothing()
    {
        await using var fixture = await DeliveryFixture.StartAsync(Tree, Quick);
        await fixture.Gateway.ListAsync("/dav/", "infinity");

        Assert.Equal(0, fixture.Origin.Requests.Total);
    }

    [Fact]
    public async Task PropFind_ManyAtOnce_AreAskedForOnceAndFewAtATime()
    {
        var tree = string.Join('\n', Enumerable.Range(0, 20).Select(i => $"{i}.bin:{{origin}}/13/{i}.bin"));
        await using var fixture = await DeliveryFixture.StartAsync(tree, Quick);
        for (var i = 0; i < 20; i++)
        {
            fixture.Origin.Add($"/13/{i}.bin", new EmulatorFile(EmulatorContent.PseudoRandom(i + 1, 1), DeliveryFixture.Modified));
            fixture.Origin.SetFault($"/13/{i}.bin", new EmulatorFault { Latency = TimeSpan.FromMilliseconds(20) });
        }

        var lists = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => fixture.Gateway.ListAsync("/dav/")));

        Assert.All(lists, list => Assert.Equal(Enumerable.Range(1, 20).Select(i => $"{i}"), list.Skip(1).Select(member => member["getcontentlength"])));
        Assert.Equal(20, fixture.Origin.Requests.Total);
        Assert.InRange(fixture.Origin.Requests.MaxRunning, 1, 2);
    }

    [Fact]
    public async Task PropFind_AfterARestart_KnowsWithoutAsking()
    {
        var data = Directory.CreateTempSubdirectory("pan123dav-probe-");
        try
        {
            await using var origin = await EmulatorHost.StartAsync(
                new EmulatorOptions { PrivateKey = GatewayHost.PrivateKey, Uid = 13, Switches = new EmulatorSwitches { AcceptExpired = true } }, 0, Token);
            origin.Add("/13/a.bin", new EmulatorFile(DeliveryFixture.Content, DeliveryFixture.Modified));
            for (var run = 0; run < 2; run++)
            {
                await using var gateway = await GatewayHost.StartAsync(
                    $"a.bin:{origin.Address}13/a.bin", ("Probe:Enabled", "true"), ("DataDirectory", data.FullName), ("Probe:ListingWaitMilliseconds", "60000"));
                var depth = run == 0 ? "1" : "infinity";
                Assert.Equal("300000", (await gateway.ListAsync("/dav/", depth))[1]["getcontentlength"]);
            }

            Assert.Equal(1, origin.Requests.Total);
            Assert.All(data.EnumerateFiles(), file => Assert.DoesNotContain("a.bin", File.ReadAllText(file.FullName), StringComparison.Ordinal));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Get_HostContradictsWhatWasLearnt_IsForgotten()
    {
        await using var fixture = await DeliveryFixture.StartAsync("a.bin:{origin}/13/a.bin", [.. Quick, ("Mounts:0:Delivery", "Proxy")]);
        fixture.Origin.SetFault("/13/a.bin", new EmulatorFault { LengthError = 5 });
        Assert.Equal("300005", (await fixture.Gateway.ListAsync("/dav/"))[1]["getcontentlength"]);
        fixture.Origin.SetFault("/13/a.bin", null);
        using var refused = await fixture.Gateway.SendAsync("GET", "/dav/a.bin");
        using var next = await fixture.Gateway.SendAsync("GET", "/dav/a.bin");

        Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal(300000, next.Content.Headers.ContentLength);
        fixture.Gateway.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("300000", (await fixture.Gateway.ListAsync("/dav/"))[1]["getcontentlength"]);
    }

    public static TheoryData<EmulatorFault> Faults => new()
    {
        new EmulatorFault { Html = true },
        new EmulatorFault { Status = 500 },
        new EmulatorFault { RefuseFirst = 10 },
        new EmulatorFault { HeaderBytes = 10_000_000 },
        new EmulatorFault { RedirectTo = "/13/a.bin" },
        new EmulatorFault { RedirectTo = "ftp://h/x" },
        new EmulatorFault { RedirectTo = "http://localhost:9/x" },
        new EmulatorFault { Latency = Timeout.InfiniteTimeSpan },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task PropFind_HostMisbehaves_NothingIsKeptAndAWarningNamesTheFile(EmulatorFault fault)
    {
        await using var fixture = await DeliveryFixture.StartAsync("a.bin:{origin}/13/a.bin",
            new OriginTimeouts { Silence = TimeSpan.FromMilliseconds(200) }, Quick);
        fixture.Origin.SetFault("/13/a.bin", fault);
        var list = fixture.Gateway.ListAsync("/dav/");
        await Eventually.HoldsAsync(() =>
        {
            fixture.Gateway.Time.Advance(TimeSpan.FromMilliseconds(201));
            return list.IsCompleted;
        });

        Assert.Null((await list)[1]["getcontentlength"]);
        await Eventually.HoldsAsync(() => fixture.Gateway.LogText.Contains("The size of /a.bin could not be learnt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PropFind_Disabled_AsksNobody()
    {
        await using var fixture = await DeliveryFixture.StartAsync(Tree, ("Probe:Enabled", "false"));
        var members = await fixture.Gateway.ListAsync("/dav/");
        using var head = await fixture.Gateway.SendAsync("HEAD", "/dav/a.bin");

        Assert.Null(members[1]["getcontentlength"]);
        Assert.Equal(0, fixture.Origin.Requests.Total);
    }
}
