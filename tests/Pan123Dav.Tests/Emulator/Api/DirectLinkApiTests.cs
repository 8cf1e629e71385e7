using System.Globalization;
using System.Net;
using Pan123Dav.Emulator;

namespace Pan123Dav.Tests.Emulator.Api;

public sealed class DirectLinkApiTests : ApiTest
{
    [Fact]
    public async Task Url_FolderNotEnabled_IsRefusedUntilItIs()
    {
        var file = Account.AddFile("音乐/子/第 1 集.txt", EmulatorContent.Text("123"), Now);
        var token = await OpenTokenAsync();
        var folder = Account.GetFolder("音乐");

        var before = await GetAsync($"/api/v1/direct-link/url?fileID={file}", token);
        var enabled = await PostAsync("/api/v1/direct-link/enable", new { fileID = folder }, token);
        var after = await GetAsync($"/api/v1/direct-link/url?fileID={file}", token);
        await PostAsync("/api/v1/direct-link/disable", new { fileID = folder }, token);
        var disabled = await GetAsync($"/api/v1/direct-link/url?fileID={file}", token);

        Assert.NotEqual(0, Code(before));
        Assert.Equal("音乐", enabled.GetProperty("data").GetProperty("filename").GetString());
        Assert.Equal(new Uri(Host.Address, Encode("/13/音乐/子/第 1 集.txt")).AbsoluteUri, after.GetProperty("data").GetProperty("url").GetString());
        Assert.NotEqual(0, Code(disabled));
    }

    [Fact]
    public async Task Enable_Root_IsRefused()
    {
        Assert.NotEqual(0, Code(await PostAsync("/api/v1/direct-link/enable", new { fileID = 0 }, await OpenTokenAsync())));
    }

    [Theory]
    [InlineData("plain name.txt", false)]
    [InlineData("with/slash.txt", true)]
    [InlineData("bell\a.txt", true)]
    [InlineData("..", true)]
    public async Task Url_AnyName_SignedLinkLeadsToTheBytes(string name, bool byNumber)
    {
        var folder = Account.AddFolder(0, "f");
        var file = Account.AddFile(folder, name, EmulatorContent.Text("this one"), Now);
        var path = await DirectPathAsync(folder, file);

        using var unsigned = await FetchAsync(new Uri(Host.Address, Encode(path)).AbsoluteUri);
        using var signed = await GetAsync(path);

        Assert.Equal(byNumber ? $"/13/{file}" : $"/13/f/{name}", path);
        Assert.Equal(HttpStatusCode.Forbidden, unsigned.StatusCode);
        Assert.Equal("this one", await signed.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Url_SecondOfAName_IsByItsNumber()
    {
        var folder = Account.AddFolder(0, "f");
        var first = Account.AddFile(folder, "same.txt", EmulatorContent.Text("first"), Now);
        var second = Account.AddFile(folder, "same.txt", EmulatorContent.Text("second"), Now);

        Assert.Equal("/13/f/same.txt", await DirectPathAsync(folder, first));
        var path = await DirectPathAsync(folder, second);
        using var response = await GetAsync(path);

        Assert.Equal($"/13/{second}", path);
        Assert.Equal("second", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task LinkHost_FolderNotEnabledOrFileTrashed_IsNotFound()
    {
        var file = Account.AddFile("f/a.txt", EmulatorContent.Text("a"), Now);
        using var notEnabled = await GetAsync("/13/f/a.txt");
        Account.Change(Account.GetFolder("f"), item => item with { DirectLinks = true });
        using var enabled = await GetAsync("/13/f/a.txt");
        Account.Change(file, item => item with { Trashed = true });
        using var trashed = await GetAsync("/13/f/a.txt");

        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.NotFound), (notEnabled.StatusCode, enabled.StatusCode, trashed.StatusCode));
    }

    [Fact]
    public async Task Log_ServedRanges_AreWhatTheLinkHostSent()
    {
        var folder = Account.AddFolder(0, "f");
        var file = Account.AddFile(folder, "big.bin", EmulatorContent.PseudoRandom(1_000_000, 5), Now);
        var path = await DirectPathAsync(folder, file);
        using var whole = await GetAsync(path);
        await whole.Content.ReadAsByteArrayAsync(Token);
        using var head = await SendAsync(HttpMethod.Head, path);
        Clock.Advance(TimeSpan.FromMinutes(20));
        using var part = await GetAsync(path, ("Range", "bytes=0-99"));
        await part.Content.ReadAsByteArrayAsync(Token);

        var all = await LogAsync("2024-05-01 00:00:00", "2024-05-01 23:59:59");
        var early = await LogAsync("2024-05-01 19:00:00", "2024-05-01 20:09:59");
        var left = (await GetAsync("/api/v1/user/info", await OpenTokenAsync())).GetProperty("data").GetProperty("directTraffic").GetInt64();

        Assert.Equal([("big.bin", 100), ("big.bin", 1_000_000)], all);
        Assert.Equal([("big.bin", 1_000_000)], early);
        Assert.Equal(Account.DirectTraffic - 1_000_100, left);
        Assert.Equal(2, Host.Traffic.Count);
    }

    [Fact]
    public async Task Log_AfterThreeDays_IsEmpty()
    {
        var folder = Account.AddFolder(0, "f");
        var path = await DirectPathAsync(folder, Account.AddFile(folder, "a", EmulatorContent.Text("a"), Now));
        using var response = await GetAsync(path);
        Clock.Advance(TimeSpan.FromDays(3.1));

        Assert.Empty(await LogAsync("2024-04-01 00:00:00", "2024-06-01 00:00:00"));
    }

    private async Task<string> DirectPathAsync(long folder, long file)
    {
        Account.Change(folder, item => item with { DirectLinks = true });
        var answer = await GetAsync($"/api/v1/direct-link/url?fileID={file}", await OpenTokenAsync());
        var url = answer.GetProperty("data").GetProperty("url").GetString()!;
        return Uri.UnescapeDataString(url[Host.Address.GetLeftPart(UriPartial.Authority).Length..]);
    }

    private async Task<List<(string Name, long Bytes)>> LogAsync(string from, string to)
    {
        var query = string.Create(CultureInfo.InvariantCulture,
            $"pageNum=1&pageSize=100&startTime={Uri.EscapeDataString(from)}&endTime={Uri.EscapeDataString(to)}");
        var data = (await GetAsync($"/api/v1/direct-link/log?{query}", await OpenTokenAsync())).GetProperty("data");
        var list = data.GetProperty("list").EnumerateArray()
            .Select(entry => (entry.GetProperty("fileName").GetString()!, entry.GetProperty("totalTraffic").GetInt64())).ToList();
        Assert.Equal(list.Count, data.GetProperty("total").GetInt32());
        return list;
    }
}
