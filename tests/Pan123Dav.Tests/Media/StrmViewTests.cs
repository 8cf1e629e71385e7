using System.Globalization;
using System.Net;
using System.Text;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Media;

/// <summary>The drive as <c>.strm</c> files at <c>/strm</c>.</summary>
public sealed class StrmViewTests
{
    private const string Tree = """
        Films:
          Dune:
            Dune.mkv:5000000000:1694101621:https://vip.123pan.cn/13/Dune.mkv
            Dune.mp4:3000000000:1694101622:https://vip.123pan.cn/13/Dune.mp4
            Dune.zh.srt:40:1694101623:https://vip.123pan.cn/13/Dune.zh.srt
            poster.jpg:50:1694101624:https://vip.123pan.cn/13/poster.jpg
            notes.docx:60:1694101625:https://vip.123pan.cn/13/notes.docx
            Dune.flac:70:1694101626:https://vip.123pan.cn/13/Dune.flac
            mine.strm:80:1694101627:https://vip.123pan.cn/13/mine.strm
          沙丘 #1 & 100%.MKV:4000:1694101630:https://vip.123pan.cn/13/x.mkv
        Secret:
          s.mkv:1:1694101621:https://vip.123pan.cn/13/s.mkv
        """;

    [Fact]
    public async Task PropFind_AFolder_ShowsFilmsAsTextsAndCompanionsAsTheyAre()
    {
        await using var gateway = await StartAsync();

        var members = await gateway.ListAsync("/strm/Films/Dune");

        Assert.Equal(
            ["/strm/Films/Dune/", "/strm/Films/Dune/Dune.strm", "/strm/Films/Dune/Dune.mp4.strm",
                "/strm/Films/Dune/Dune.zh.srt", "/strm/Films/Dune/poster.jpg"],
            members.Select(member => member.Href));
        Assert.Equal("Fri, 08 Sep 2023 00:00:25 GMT".Length, members[0]["getlastmodified"]!.Length);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1694101621).ToString("r"), members[1]["getlastmodified"]);
        Assert.Equal("40", members[3]["getcontentlength"]);
        Assert.Equal(default, Spent(gateway));
    }

    [Fact]
    public async Task Get_AFilm_IsOneLineOfTheSizeThatWasListed()
    {
        await using var gateway = await StartAsync();
        var name = "/strm/Films/" + Uri.EscapeDataString("沙丘 #1 & 100%.strm");
        var listed = Assert.Single(await gateway.ListAsync("/strm/Films"), member => member.Href.EndsWith("100%25.strm", StringComparison.Ordinal));

        using var head = await gateway.SendAsync("HEAD", name);
        using var got = await gateway.SendAsync("GET", name);
        var content = await got.Content.ReadAsByteArrayAsync();
        var line = Encoding.ASCII.GetString(content);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (head.StatusCode, got.StatusCode));
        Assert.Equal(listed["getcontentlength"], content.Length.ToString(CultureInfo.InvariantCulture));
        Assert.Equal((content.Length, content.Length), (head.Content.Headers.ContentLength, got.Content.Headers.ContentLength));
        Assert.Equal((listed["getetag"], listed["getetag"]), (head.Headers.ETag!.Tag, got.Headers.ETag!.Tag));
        Assert.StartsWith($"{gateway.Address.GetLeftPart(UriPartial.Authority)}/d/Films/{Uri.EscapeDataString("沙丘 #1 & 100%.MKV")}?sign=", line);
        Assert.EndsWith(":0", line);
        Assert.DoesNotContain('\n', line);
        using var again = await gateway.SendAsync("GET", name, ("If-None-Match", got.Headers.ETag.Tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(default, Spent(gateway));
    }

    [Fact]
    public async Task Get_ARangeOfAFilm_IsThatPartOfItsLine()
    {
        await using var gateway = await StartAsync();
        var line = await gateway.Client.GetStringAsync("/strm/Films/Dune/Dune.strm");

        using var part = await gateway.SendAsync("GET", "/strm/Films/Dune/Dune.strm", ("Range", "bytes=4-9"));
        using var beyond = await gateway.SendAsync("GET", "/strm/Films/Dune/Dune.strm", ("Range", "bytes=99999-"));

        Assert.Equal((HttpStatusCode.PartialContent, line[4..10]), (part.StatusCode, await part.Content.ReadAsStringAsync()));
        Assert.Equal($"bytes 4-9/{line.Length}", part.Content.Headers.ContentRange!.ToString());
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
    }

    [Fact]
    public async Task Get_ACompanion_IsDeliveredAndPaidAsUnderDav()
    {
        await using var gateway = await StartAsync();

        using var subtitles = await gateway.SendAsync("GET", "/strm/Films/Dune/Dune.zh.srt");
        using var same = await gateway.SendAsync("GET", "/dav/Films/Dune/Dune.zh.srt");

        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (subtitles.StatusCode, same.StatusCode));
        Assert.StartsWith("https://vip.123pan.cn/13/Dune.zh.srt?auth_key=", subtitles.Headers.Location!.ToString());
        Assert.Equal(new UsageTotals(1, 40, 0), Spent(gateway));
    }

    [Theory]
    [InlineData("Dune.mkv")]
    [InlineData("Dune.mkv.strm")]
    [InlineData("Dune.flac")]
    [InlineData("notes.docx")]
    [InlineData("mine.strm")]
    [InlineData("mine.strm.strm")]
    [InlineData(".strm")]
    [InlineData("Dune.strm/x")]
    public async Task Get_WhatTheViewDoesNotShow_Is404(string name)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.SendAsync("GET", "/strm/Films/Dune/" + name);
        using var listing = await gateway.PropFindAsync("/strm/Films/Dune/" + name, "0");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (response.StatusCode, listing.StatusCode));
    }

    [Fact]
    public async Task View_AnotherUser_SeesAndSignsItsOwn()
    {
        await using var gateway = await StartAsync(
            ("Users:1:Name", "tv"), ("Users:1:Password", "another-password-1"), ("Access:0:Path", "/Secret"), ("Access:0:Users:0", GatewayHost.User),
            ("Access:1:Path", "/Films"), ("Access:1:Hide:0", "mp4$"));
        using var tv = gateway.CreateClient("tv", "another-password-1");

        using var secret = await tv.GetAsync("/strm/Secret/s.strm");
        using var hidden = await tv.GetAsync("/strm/Films/Dune/Dune.mp4.strm");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (secret.StatusCode, hidden.StatusCode));
        Assert.NotEqual(await gateway.Client.GetStringAsync("/strm/Films/Dune/Dune.strm"), await tv.GetStringAsync("/strm/Films/Dune/Dune.strm"));
    }

    [Theory]
    [InlineData("https://drive.example", "https://drive.example/d/Secret/s.mkv?sign=")]
    [InlineData("https://drive.example/nas/", "https://drive.example/nas/d/Secret/s.mkv?sign=")]
    public async Task Get_WithPublicUrl_LinksLeadThere(string url, string beginning)
    {
        await using var gateway = await StartAsync(("PublicUrl", url));

        Assert.StartsWith(beginning, await gateway.Client.GetStringAsync("/strm/Secret/s.strm"));
    }

    [Fact]
    public async Task Requests_WhileItIsOff_Are404AsEverywhereElse()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);

        using var stranger = await gateway.Stranger.GetAsync("/strm/");
        using var root = await gateway.PropFindAsync("/strm", "0");
        using var file = await gateway.SendAsync("GET", "/strm/Secret/s.strm");
        using var put = await gateway.SendAsync("PUT", "/strm/Secret/s.strm");

        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed), (root.StatusCode, file.StatusCode, put.StatusCode));
        await gateway.ReloadAsync(("Pan123Dav:Strm:Enabled", "true"));
        Assert.Equal(2, (await gateway.ListAsync("/strm/Secret")).Count);
    }

    [Fact]
    public async Task PropFind_InfiniteDepth_WalksTheWholeView()
    {
        await using var gateway = await StartAsync();

        var all = await gateway.ListAsync("/strm", "infinity");

        Assert.Equal(1 + 3 + 4 + 1 + 1, all.Count);
        Assert.Equal(2, (await gateway.ListAsync("/", "1")).Count);
    }

    [Fact]
    public async Task View_AtTheRootOfTheHost_IsBesideTheDrive()
    {
        await using var gateway = await StartAsync(("PathBase", "/"));

        Assert.Equal(["/strm/Secret/", "/strm/Secret/s.strm"], (await gateway.ListAsync("/strm/Secret")).Select(member => member.Href));
        Assert.Equal(["/", "/Films/", "/Secret/"], (await gateway.ListAsync("/")).Select(member => member.Href));
    }

    [Fact]
    public async Task View_OfTenThousandFilms_IsScannedWithoutAPaidByte()
    {
        var tree = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"Film {i:d5}.mkv:{i + 1}:1694101621:https://vip.123pan.cn/13/{i}.mkv\n"));
        await using var gateway = await StartAsync(tree, ("Budgets:PerUser:RequestsPerMinute", "100000"));

        var listed = await gateway.ListAsync("/strm");
        Assert.Equal(10_001, listed.Count);
        foreach (var file in listed.Skip(1).Where((_, i) => i % 10 == 0))
        {
            Assert.Equal(int.Parse(file["getcontentlength"]!, CultureInfo.InvariantCulture), (await gateway.Client.GetByteArrayAsync(file.Href)).Length);
        }

        Assert.Equal(default, Spent(gateway));
    }

    [Fact]
    public async Task View_OfNastyNames_ListsAndReadsEachFilm()
    {
        var tree = string.Concat(NastyNames.All.Where(name => System.Text.Encoding.UTF8.GetByteCount(name) < 240)
            .Select((name, i) => $"{name}.mkv:1:1694101621:https://vip.123pan.cn/13/{i}.mkv\n{name}.srt:1:1694101621:https://vip.123pan.cn/13/{i}.srt\n"));
        await using var gateway = await StartAsync(tree);

        var listed = await gateway.ListAsync("/strm");

        Assert.Equal((await gateway.ListAsync("/dav")).Count, listed.Count);
        foreach (var film in listed.Where(file => file.Href.EndsWith(".strm", StringComparison.Ordinal)))
        {
            Assert.Equal(int.Parse(film["getcontentlength"]!, CultureInfo.InvariantCulture), (await gateway.Client.GetByteArrayAsync(film.Href)).Length);
        }
    }

    private static Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings) => StartAsync(Tree, settings);

    private static Task<GatewayHost> StartAsync(string tree, params (string Key, string? Value)[] settings) =>
        GatewayHost.StartAsync(tree, [("Strm:Enabled", "true"), .. settings]);

    private static UsageTotals Spent(GatewayHost gateway) =>
        gateway.Services.GetRequiredService<UsageLedger>().At(gateway.Time.GetUtcNow()).Gateway.Value;
}
