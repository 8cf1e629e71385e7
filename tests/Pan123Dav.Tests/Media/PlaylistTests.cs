using System.Net;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Media;

/// <summary><c>?m3u</c> of a file or folder.</summary>
public sealed class PlaylistTests
{
    private const string Tree = """
        音乐 & Films:
          b 2.flac:100:1694101621:https://vip.123pan.cn/13/b.flac
          A#1.MKV:100:1694101621:https://vip.123pan.cn/13/a.mkv
          cover.jpg:100:1694101621:https://vip.123pan.cn/13/cover.jpg
          Below:
            c.mkv:100:1694101621:https://vip.123pan.cn/13/c.mkv
        """;

    private const string Folder = "%E9%9F%B3%E4%B9%90%20%26%20Films";

    [Theory]
    [InlineData("?m3u")]
    [InlineData("?m3u=1")]
    [InlineData("/?m3u")]
    [InlineData("/?sort=size&m3u")]
    public async Task Get_OfAFolder_HoldsItsVideosAndSoundInTreeOrder(string query)
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);

        using var response = await gateway.SendAsync("GET", $"/dav/{Folder}{query}", ("Accept", "text/html"));
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("audio/x-mpegurl", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("#EXTM3U", lines[0]);
        var links = lines.Where(line => line[0] != '#').ToList();
        var address = gateway.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal([$"{address}/d/{Folder}/b%202.flac", $"{address}/d/{Folder}/A%231.MKV"],
            links.Select(link => link[..link.IndexOf("?sign=", StringComparison.Ordinal)]));
        var end = gateway.Time.GetUtcNow().AddHours(12).ToUnixTimeSeconds();
        Assert.All(links, link => Assert.EndsWith($":{end}", link));
        Assert.Equal(["#EXTINF:-1,b 2.flac", "#EXTINF:-1,A#1.MKV"], lines.Skip(1).Where(line => line[0] == '#'));
        Assert.Equal(default, gateway.Services.GetRequiredService<UsageLedger>().At(gateway.Time.GetUtcNow()).Gateway.Value);
    }

    [Fact]
    public async Task Get_OfAFile_HoldsItAlone()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("Links:TicketHours", "2"), ("PublicUrl", "https://drive.example/x"));

        var lines = (await gateway.Client.GetStringAsync($"/dav/{Folder}/A%231.MKV?m3u")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["#EXTM3U", "#EXTINF:-1,A#1.MKV"], lines[..^1]);
        Assert.StartsWith($"https://drive.example/x/d/{Folder}/A%231.MKV?sign=", lines[^1]);
        Assert.EndsWith($":{gateway.Time.GetUtcNow().AddHours(2).ToUnixTimeSeconds()}", lines[^1]);
    }

    [Fact]
    public async Task Get_PublicUrlWithAChineseName_WritesItAsItIsLookedUp()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("PublicUrl", "https://网盘.example:8443/外"));

        var lines = (await gateway.Client.GetStringAsync($"/dav/{Folder}/A%231.MKV?m3u")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith($"https://xn--vzyr4p.example:8443/%E5%A4%96/d/{Folder}/A%231.MKV?sign=", lines[^1]);
    }

    [Fact]
    public async Task Get_OfWhatCannotBePlayed_IsRefusedAndAFolderWithoutAnyIsEmpty()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree);

        using var picture = await gateway.SendAsync("GET", $"/dav/{Folder}/cover.jpg?m3u");
        using var absent = await gateway.SendAsync("GET", "/dav/absent?m3u");
        using var stranger = await gateway.Stranger.GetAsync($"/dav/{Folder}?m3u");
        using var head = await gateway.SendAsync("HEAD", $"/dav/{Folder}?m3u");

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized),
            (picture.StatusCode, absent.StatusCode, stranger.StatusCode));
        Assert.Equal((HttpStatusCode.OK, "audio/x-mpegurl"), (head.StatusCode, head.Content.Headers.ContentType!.ToString()));
        Assert.Equal("#EXTM3U\n", await gateway.Client.GetStringAsync("/dav/?m3u"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("x")]
    public async Task Start_AWrongLifetime_IsAMistake(string hours)
    {
        var settings = GatewayHost.Settings(Tree, ("Links:TicketHours", hours));

        var mistake = await Assert.ThrowsAsync<Pan123Dav.Gateway.GatewayStartException>(() => GatewayHost.StartAsync(settings));

        Assert.Equal("Pan123Dav:Links:TicketHours", Assert.Single(mistake.Errors).Key);
    }
}
