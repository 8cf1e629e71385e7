using System.Net;
using System.Text.Json.Nodes;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.OpenPlatform;

/// <summary>Listings of the open platform, and what the account tells beside them.</summary>
public sealed class OpenPlatformStorageTests
{
    private static readonly string Md5 = RemoteNode.GetMd5("f");

    private readonly FakeOpenPlatform _api = FakeOpenPlatform.WithOneFile();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAsync_250Items_ComeInThreePages()
    {
        _api.Nodes = [.. Enumerable.Range(1, 250).Select(id => new RemoteNode(id, 0, $"{id:D3}", false))];

        Assert.Equal(_api.Nodes.Select(node => node.Name), await Listing.NamesAsync(_api.Storage(), "/"));
        Assert.Equal(3, _api.Calls("v2/file/list"));
    }

    [Fact]
    public async Task ListAsync_TrashedAndRejectedItems_AreLeftOut()
    {
        _api.Nodes = [.. Enumerable.Range(1, 7).Select(id => new RemoteNode(id, 0, $"{id}", id == 3))];
        _api.Dress = (id, item) => _ = id switch
        {
            2 => item["trashed"] = 1,
            3 => item["trashed"] = "1",
            4 => item["status"] = 101,
            5 => item["status"] = 100,
            6 => item["trashed"] = true,
            _ => null,
        };

        Assert.Equal(["1", "5", "7"], await Listing.NamesAsync(_api.Storage(), "/"));
    }

    [Fact]
    public async Task Entry_OfAFile_HasMd5SizeAndTimeInTheZoneOf123()
    {
        _api.Dress = (_, item) => item["etag"] = Md5.ToUpperInvariant();
        var file = await FakeOpenPlatform.FileAsync(_api.Storage());

        Assert.Equal((Md5, 7L, 1694098421L), (file.ContentHash, file.Length, file.Modified));
    }

    [Fact]
    public async Task ListAsync_NumbersAsTextAndStrangeEtag_AreRead()
    {
        _api.Dress = (_, item) => (item["fileId"], item["size"], item["type"], item["etag"], item["updateAt"]) = ("1", "9007199254740993", "0", "no md5", 17);
        var file = await FakeOpenPlatform.FileAsync(_api.Storage());

        Assert.Equal((null, 9007199254740993L, null), (file.ContentHash, file.Length, file.Modified));
    }

    [Theory]
    [InlineData("size", "-1")]
    [InlineData("fileId", "0")]
    [InlineData("fileId", "99999999999999999999")]
    [InlineData("filename", "null")]
    [InlineData("size", "{}")]
    [InlineData("type", "[]")]
    public async Task ListAsync_ItemThatCannotBe_IsMalformedAndNotLeftOut(string key, string json)
    {
        _api.Dress = (id, item) => _ = id == 1 ? item[key] = JsonNode.Parse(json) : null;

        Assert.Equal(StorageError.Malformed, (await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(_api.Storage(), "/"))).Error);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"fileList":[]}""")]
    [InlineData("""{"fileList":null,"lastFileId":null}""")]
    [InlineData("""{"lastFileId":-1,"fileList":[null]}""")]
    [InlineData("""{"lastFileId":-1,"fileList":{}}""")]
    public async Task ListAsync_PageThatLacksSomething_IsMalformed(string data)
    {
        _api.Instead = (path, _) => path == "v2/file/list" ? FakeOpenPlatform.Good(JsonNode.Parse(data)!) : null;

        Assert.Equal(StorageError.Malformed, (await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(_api.Storage(), "/"))).Error);
    }

    [Theory]
    [InlineData("""{"lastFileId":-1}""")]
    [InlineData("""{"lastFileId":-1,"fileList":null}""")]
    [InlineData("""{"lastFileId":"-1","fileList":[]}""")]
    [InlineData("""{"lastFileId":0,"fileList":null}""")]
    public async Task ListAsync_ListThatIsNullOrAbsent_IsAnEmptyFolder(string data)
    {
        _api.Instead = (path, _) => path == "v2/file/list" ? FakeOpenPlatform.Good(JsonNode.Parse(data)!) : null;

        Assert.Empty(await Listing.NamesAsync(_api.Storage(), "/"));
        Assert.Equal(1, _api.Calls("v2/file/list"));
    }

    [Fact]
    public async Task GetUserAsync_UidAbove63Bits_IsTaken()
    {
        _api.Instead = (path, _) => path == "v1/user/info" ? FakeOpenPlatform.Good(JsonNode.Parse("""{"uid":18446744073709551615}""")!) : null;

        Assert.Equal(ulong.MaxValue, (await _api.Storage().GetUserAsync(Cancellation)).Uid);
    }

    [Fact]
    public async Task GetUserAsync_Account_TellsUidAndTraffic() =>
        Assert.Equal(new OpenPlatformUser(13, 1024, IsVip: true, HidesUid: false), await _api.Storage().GetUserAsync(Cancellation));

    [Fact]
    public async Task ReadTrafficAsync_Days_AskInTheZoneOf123()
    {
        string? asked = null;
        _api.Instead = (path, request) =>
        {
            if (path != "v1/direct-link/log")
            {
                return null;
            }

            asked = WebUtility.UrlDecode(request.RequestUri!.Query);
            return FakeOpenPlatform.Good(JsonNode.Parse("""
                {"total":1,"list":[{"uniqueID":"u","fileName":"a.mkv","fileSize":10,"filePath":"/d/a.mkv",
                "directLinkURL":"https://vip.example/13/d/a.mkv","fileSource":1,"totalTraffic":"25"}]}
                """)!);
        };

        var lines = await _api.Storage().ReadTrafficAsync(DateTimeOffset.FromUnixTimeSeconds(1694098421),
            DateTimeOffset.FromUnixTimeSeconds(1694098422), 2, Cancellation);

        Assert.Equal("?pageNum=2&pageSize=100&startTime=2023-09-07 22:53:41&endTime=2023-09-07 22:53:42", asked);
        Assert.Equal([new DirectLinkTraffic("u", "a.mkv", "/d/a.mkv", "https://vip.example/13/d/a.mkv", 10, false, 25)], lines);
    }

    [Fact]
    public async Task EveryCall_LogsNoSecret()
    {
        var storage = _api.Storage();
        await storage.CreateLinkAsync(await FakeOpenPlatform.FileAsync(storage), default, Cancellation);
        _api.Instead = (_, _) => FakeHttp.Json("<html>", HttpStatusCode.BadGateway);
        await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/d"));

        var log = string.Join('\n', _api.Log.Lines.Select(line => line.Text));
        Assert.Contains("502", log, StringComparison.Ordinal);
        Assert.All(new[] { FakeOpenPlatform.ClientSecret, "token-1", "mykey", "auth_key" },
            secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }
}
