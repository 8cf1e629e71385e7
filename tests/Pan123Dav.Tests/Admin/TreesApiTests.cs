using System.Net;

namespace Pan123Dav.Tests.Admin;

/// <summary><c>/api/v1/trees</c>: the texts and their earlier versions.</summary>
public sealed class TreesApiTests
{
    [Fact]
    public async Task List_TellsOfEachText()
    {
        await using var gateway = await EditableGateway.StartAsync();
        var tree = (await gateway.GetAsync("/api/v1/trees"))["trees"]!.AsArray().Single()!;
        using var text = await gateway.Client.GetAsync("/api/v1/trees/0");

        Assert.Equal(EditableGateway.Tree, await text.Content.ReadAsStringAsync());
        Assert.Equal("text/plain; charset=utf-8", text.Content.Headers.ContentType!.ToString());
        Assert.Equal(text.Headers.ETag!.Tag, (string)tree["etag"]!);
        Assert.Equal(
            "0 / UrlTree file True 1 0 False 0",
            $"{tree["index"]} {tree["mount"]} {tree["type"]} {tree["source"]} {(bool)tree["writable"]!} {tree["files"]} {tree["folders"]} "
                + $"{(bool)tree["keptOut"]!} {tree["errors"]}");
        Assert.Equal(gateway.TreeFile, (string)tree["file"]!);
        using var again = await gateway.SendAsync("GET", "/api/v1/trees/0", null, ("If-None-Match", text.Headers.ETag.Tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Versions_AreTheLastTenTexts_ToGoBackTo()
    {
        await using var gateway = await EditableGateway.StartAsync();
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await gateway.PutTreeAsync($"{i}.mkv:1:1694101621:https://vip.123pan.cn/13/{i}.mkv\n")).StatusCode);
        }

        var versions = (await gateway.GetAsync("/api/v1/trees/0/versions"))["versions"]!.AsArray();
        Assert.Equal(10, versions.Count);
        var first = await gateway.Client.GetStringAsync($"/api/v1/trees/0/versions/{versions[0]!["id"]}");
        Assert.StartsWith("10.mkv", first, StringComparison.Ordinal);
        Assert.StartsWith("1.mkv", await gateway.Client.GetStringAsync($"/api/v1/trees/0/versions/{versions[9]!["id"]}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await gateway.PutTreeAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/dav/10.mkv"))).StatusCode);
        foreach (var file in Directory.GetFiles(gateway["data"], "*", SearchOption.AllDirectories))
        {
            EditableGateway.AssertMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("..%2f..%2f..%2fappsettings.json")]
    [InlineData("000001-20261126T101530123Z-0123456789abcdef0123456789abcdef")]
    [InlineData("%00")]
    [InlineData("appsettings.json")]
    public async Task Versions_OfNoSuchName_Are404(string id)
    {
        await using var gateway = await EditableGateway.StartAsync();
        await gateway.PutTreeAsync(EditableGateway.OtherTree);
        using var response = await gateway.Client.GetAsync($"/api/v1/trees/0/versions/{id}");

        // A NUL gets no further than Kestrel.
        Assert.Equal(id == "%00" ? HttpStatusCode.BadRequest : HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("x")]
    [InlineData("0x0")]
    [InlineData("%2e%2e")]
    public async Task Tree_OfNoSuchMount_Is404OrBadAddress(string index)
    {
        await using var gateway = await EditableGateway.StartAsync();
        foreach (var method in new[] { "GET", "PUT" })
        {
            using var response = await gateway.SendAsync(
                method, $"/api/v1/trees/{index}", method == "PUT" ? new StringContent(EditableGateway.OtherTree) : null);
            Assert.InRange((int)response.StatusCode, 400, 405);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.ToString());
        }
    }

    [Fact]
    public async Task List_OfATextThatWentBad_SaysWhatIsKeptOut()
    {
        await using var gateway = await EditableGateway.StartAsync();
        await File.WriteAllTextAsync(gateway.TreeFile, "nothing\n");
        await Eventually.HoldsAsync(async () => (bool)(await gateway.GetAsync("/api/v1/trees"))["trees"]![0]!["keptOut"]!);
        var tree = (await gateway.GetAsync("/api/v1/trees"))["trees"]![0]!;

        Assert.Equal("1 1 no-url", $"{tree["files"]} {tree["errors"]} {tree["diagnostics"]![0]!["code"]}");
        using var mended = await gateway.PutTreeAsync(EditableGateway.OtherTree, (string)tree["etag"]!);
        Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
        Assert.False((bool)(await gateway.GetAsync("/api/v1/trees"))["trees"]![0]!["keptOut"]!);
    }
}
