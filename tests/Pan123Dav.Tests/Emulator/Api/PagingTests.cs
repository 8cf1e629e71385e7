using System.Globalization;
using System.Text.Json;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Api;

namespace Pan123Dav.Tests.Emulator.Api;

public sealed class PagingTests : ApiTest
{
    private static readonly EmulatorContent One = EmulatorContent.Text("1");

    [Fact]
    public async Task FileList_260Items_AreThreePages()
    {
        var folder = Fill(260);

        var pages = await OpenPagesAsync(folder, 10);

        Assert.Equal([100, 100, 60], pages.Select(page => page.Names.Count));
        Assert.Equal(260, pages.SelectMany(page => page.Names).Distinct().Count());
        Assert.Equal(-1, pages[^1].Cursor);
    }

    [Fact]
    public async Task WebList_260Items_AreThreePagesNewestFirst()
    {
        var folder = Fill(260);

        var pages = await WebPagesAsync(folder, 10);

        Assert.Equal([100, 100, 60], pages.Select(page => page.Names.Count));
        Assert.Equal("00259", pages[0].Names[0]);
        Assert.Equal(260, pages.SelectMany(page => page.Names).Distinct().Count());
        Assert.All(pages, page => Assert.Equal(260, page.Total));
    }

    [Fact]
    public async Task FileList_ExactlyOnePage_IsTheLast()
    {
        var pages = await OpenPagesAsync(Fill(100), 10);

        Assert.Equal(-1, Assert.Single(pages).Cursor);
    }

    [Fact]
    public async Task Members_AMillionMadeUp_AreListedWithoutBeingHeld()
    {
        var folder = Fill(5);
        Account.Change(folder, item => item with { MadeUpMembers = 1_000_000 });
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var first = await OpenPagesAsync(folder, 2);
        var late = (await GetAsync($"/api/v2/file/list?parentFileId={folder}&limit=100&lastFileId=1000000999989", await OpenTokenAsync())).GetProperty("data");
        var web = await GetSignedAsync("/b/api/file/list/new", $"driveId=0&limit=100&Page=10001&parentFileId={folder}", await WebTokenAsync());

        Assert.Equal([100, 100], first.Select(page => page.Names.Count));
        Assert.Equal("made up 000000000.bin", first[0].Names[5]);
        Assert.Equal(10, late.GetProperty("fileList").GetArrayLength());
        Assert.Equal(-1, late.GetProperty("lastFileId").GetInt64());
        Assert.Equal(5, web.GetProperty("data").GetProperty("InfoList").GetArrayLength());
        Assert.Equal("-1", web.GetProperty("data").GetProperty("Next").GetString());
        Assert.Equal(1_000_005, web.GetProperty("data").GetProperty("Total").GetInt64());
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20_000_000);
    }

    [Fact]
    public async Task StuckCursor_Pages_AreTheSameWithTheSameCursor()
    {
        Host.Api = Host.Api with { Paging = PagingQuirk.StuckCursor };
        var folder = Fill(150);

        var pages = await OpenPagesAsync(folder, 4);
        var web = await WebPagesAsync(folder, 4);

        Assert.Equal(4, pages.Count);
        Assert.All(pages, page => Assert.Equal((pages[0].Cursor, "00000"), (page.Cursor, page.Names[0])));
        Assert.All(web, page => Assert.Equal(web[0].Names, page.Names));
        Assert.Equal(4, web.Count);
    }

    [Fact]
    public async Task RepeatedPages_Pages_AreTheSameWithACursorThatMoves()
    {
        Host.Api = Host.Api with { Paging = PagingQuirk.RepeatedPages };

        var pages = await OpenPagesAsync(Fill(150), 4);

        Assert.Equal(4, pages.Select(page => page.Cursor).Distinct().Count());
        Assert.All(pages, page => Assert.Equal(pages[0].Names, page.Names));
    }

    [Theory]
    [InlineData(PagingQuirk.ShortPages, 3)]
    [InlineData(PagingQuirk.EmptyPages, 1)]
    [InlineData(PagingQuirk.None, 1)]
    public async Task QuirksThatLoseNothing_Items_AllCome(PagingQuirk quirk, int pages)
    {
        Host.Api = Host.Api with { Paging = quirk };
        var folder = Fill(20);

        Assert.Equal(pages, (await OpenPagesAsync(folder, 100)).Count);
        Assert.Equal(20, (await WebPagesAsync(folder, 100)).SelectMany(page => page.Names).Distinct().Count());
    }

    [Fact]
    public async Task EmptyPages_LongListing_HasAnEmptyPageBetweenFullOnes()
    {
        Host.Api = Host.Api with { Paging = PagingQuirk.EmptyPages };
        var folder = Fill(250);

        Assert.Equal([100, 0, 100, 0, 50], (await OpenPagesAsync(folder, 100)).Select(page => page.Names.Count));
        Assert.Equal([100, 0, 100, 0, 50], (await WebPagesAsync(folder, 100)).Select(page => page.Names.Count));
    }

    [Fact]
    public async Task WrongTotal_WebList_PromisesTenMore()
    {
        Host.Api = Host.Api with { Paging = PagingQuirk.WrongTotal };

        Assert.Equal(30, Assert.Single(await WebPagesAsync(Fill(20), 5)).Total);
    }

    [Fact]
    public async Task TrashedEachPage_OpenListing_HasThemOnEveryPage()
    {
        Host.Api = Host.Api with { TrashedEachPage = 3 };
        var pages = await OpenPagesAsync(Fill(150), 5);

        Assert.Equal([103, 53], pages.Select(page => page.Names.Count));
        Assert.All(pages, page => Assert.Equal(3, page.Names.Count(name => name.StartsWith("in the bin", StringComparison.Ordinal))));
    }

    private long Fill(int count)
    {
        var folder = Account.AddFolder(0, "folder");
        for (var i = 0; i < count; i++)
        {
            Account.AddFile(folder, i.ToString("d5", CultureInfo.InvariantCulture), One, Now);
        }

        return folder;
    }

    private async Task<List<(IReadOnlyList<string> Names, long Cursor)>> OpenPagesAsync(long folder, int most)
    {
        var token = await OpenTokenAsync();
        var pages = new List<(IReadOnlyList<string>, long)>();
        for (long cursor = 0; cursor >= 0 && pages.Count < most;)
        {
            var answer = await GetAsync($"/api/v2/file/list?parentFileId={folder}&limit=100&lastFileId={cursor}", token);
            var data = answer.GetProperty("data");
            cursor = data.GetProperty("lastFileId").GetInt64();
            pages.Add((Names(data.GetProperty("fileList"), "filename"), cursor));
        }

        return pages;
    }

    private async Task<List<(IReadOnlyList<string> Names, long Total)>> WebPagesAsync(long folder, int most)
    {
        var token = await WebTokenAsync();
        var pages = new List<(IReadOnlyList<string>, long)>();
        for (var next = ""; next != "-1" && pages.Count < most;)
        {
            var query = $"driveId=0&limit=100&next=0&orderBy=file_id&orderDirection=desc&parentFileId={folder}&trashed=false&Page={pages.Count + 1}";
            var data = (await GetSignedAsync("/b/api/file/list/new", query, token)).GetProperty("data");
            next = data.GetProperty("Next").GetString()!;
            pages.Add((Names(data.GetProperty("InfoList"), "FileName"), data.GetProperty("Total").GetInt64()));
        }

        return pages;
    }

    private static List<string> Names(JsonElement items, string name) => [.. items.EnumerateArray().Select(item => item.GetProperty(name).GetString()!)];
}
