using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Signing;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.OpenPlatform;

public sealed class OpenPlatformStorageTests
{
    private static readonly string Md5 = RemoteNode.Md5Of("f");

    private readonly FakeOpenPlatform _api = new(new RemoteNode(1, 0, "第 1 集 #1.mkv", false, 7, 1694098421, Md5), new RemoteNode(2, 0, "d", true));

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
        var file = await FileAsync(_api.Storage());

        Assert.Equal((Md5, 7L, 1694098421L), (file.ContentHash, file.Length, file.Modified));
    }

    [Fact]
    public async Task ListAsync_NumbersAsTextAndStrangeEtag_AreRead()
    {
        _api.Dress = (_, item) => (item["fileId"], item["size"], item["type"], item["etag"], item["updateAt"]) = ("1", "9007199254740993", "0", "no md5", 17);
        var file = await FileAsync(_api.Storage());

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
    [InlineData("""{"fileList":[]}""")]
    [InlineData("""{"lastFileId":-1}""")]
    [InlineData("""{"lastFileId":-1,"fileList":null}""")]
    [InlineData("""{"lastFileId":-1,"fileList":[null]}""")]
    [InlineData("""{"lastFileId":-1,"fileList":{}}""")]
    public async Task ListAsync_PageThatLacksSomething_IsMalformed(string data)
    {
        _api.Instead = (path, _) => path == "v2/file/list" ? FakeOpenPlatform.Good(JsonNode.Parse(data)!) : null;

        Assert.Equal(StorageError.Malformed, (await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(_api.Storage(), "/"))).Error);
    }

    [Fact]
    public async Task CreateLinkAsync_DirectLink_IsSignedWithTheUidOfTheAccount()
    {
        var storage = _api.Storage();
        var link = await storage.CreateLinkAsync(await FileAsync(storage), default, Cancellation);

        var parts = link.Location.Split("?auth_key=");
        Assert.Equal("https://vip.example/13/1/%E7%AC%AC%201%20%E9%9B%86%20%231.mkv", parts[0]);
        var fields = parts[1].Split('-');
        var expected = DirectLinkSigning.Sign(parts[0], "mykey", FakeOpenPlatform.Uid, _api.Time.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds(), fields[1]);
        Assert.Equal(expected, link.Location);
        Assert.Equal(_api.Time.GetUtcNow().AddMinutes(30), link.Expires);
    }

    [Fact]
    public async Task CreateLinkAsync_DirectLinkAgain_IsSignedAnewButAskedForOnceAnHour()
    {
        var storage = _api.Storage(uid: 13);
        var file = await FileAsync(storage);
        var first = await storage.CreateLinkAsync(file, default, Cancellation);
        _api.Time.Advance(TimeSpan.FromMinutes(59));
        var second = await storage.CreateLinkAsync(file, LinkLifetime.AtLeast(TimeSpan.FromHours(4)), Cancellation);

        Assert.NotEqual(first.Location, second.Location);
        Assert.Equal(_api.Time.GetUtcNow().AddHours(4), second.Expires);
        Assert.Equal((1, 0), (_api.Calls("v1/direct-link/url"), _api.Calls("v1/user/info")));
        _api.Time.Advance(TimeSpan.FromMinutes(1));
        await storage.CreateLinkAsync(file, default, Cancellation);
        await storage.CreateLinkAsync(file, default(LinkLifetime).Renewed(), Cancellation);
        Assert.Equal(3, _api.Calls("v1/direct-link/url"));
    }

    [Theory]
    [InlineData("https://vip.example/13/第 1 集 #1.mkv", "https://vip.example/13/%E7%AC%AC%201%20%E9%9B%86%20%231.mkv")]
    [InlineData("https://vip.example/13/1.mkv#", "https://vip.example/13/1.mkv")]
    [InlineData("http://open.example:9000/13/1", "http://open.example:9000/13/1")]
    public async Task GetDirectLinkAsync_LinkAs123WritesIt_IsBroughtToAscii(string url, string expected)
    {
        _api.Instead = (path, _) => path == "v1/direct-link/url" ? FakeOpenPlatform.Good(new JsonObject { ["url"] = url }) : null;
        var storage = _api.Storage();

        Assert.Equal(expected, await storage.GetDirectLinkAsync(await FileAsync(storage), Cancellation));
    }

    [Theory]
    [InlineData("http://127.0.0.1/13/1")]
    [InlineData("http://localhost/13/1")]
    [InlineData("https://10.0.0.1:8080/13/1")]
    [InlineData("ftp://vip.example/13/1")]
    [InlineData("vip.example/13/1")]
    [InlineData("")]
    [InlineData("https://vip.example/13/1\u0000")]
    public async Task CreateLinkAsync_LinkThatLeadsWhereItMayNot_IsMalformed(string url)
    {
        _api.Instead = (path, _) => path switch
        {
            "v1/direct-link/url" => FakeOpenPlatform.Good(new JsonObject { ["url"] = url }),
            "v1/file/download_info" => FakeOpenPlatform.Good(new JsonObject { ["downloadUrl"] = url }),
            _ => null,
        };
        foreach (var kind in Enum.GetValues<OpenPlatformLink>())
        {
            var storage = _api.Storage(kind);
            var file = await FileAsync(storage);
            var fault = await Assert.ThrowsAsync<StorageException>(async () => await storage.CreateLinkAsync(file, default, Cancellation));
            Assert.Equal(StorageError.Malformed, fault.Error);
        }
    }

    [Fact]
    public async Task CreateLinkAsync_PrivateAddressOfBaseUrlsHost_IsAllowed()
    {
        _api.Instead = (path, _) => path == "v1/direct-link/url" ? FakeOpenPlatform.Good(new JsonObject { ["url"] = "http://127.0.0.1:81/13/1" }) : null;
        var storage = _api.Storage(privateKey: "", baseUrl: "http://127.0.0.1:80/base");

        Assert.Equal("http://127.0.0.1:81/13/1", (await storage.CreateLinkAsync(await FileAsync(storage), default, Cancellation)).Location);
    }

    [Fact]
    public async Task CreateLinkAsync_Download_IsKeptUntilShortlyBeforeItEnds()
    {
        var storage = _api.Storage(OpenPlatformLink.Download);
        var file = await FileAsync(storage);
        var first = await storage.CreateLinkAsync(file, default, Cancellation);
        Assert.Equal(_api.Time.GetUtcNow().AddHours(2), first.Expires);
        _api.Time.Advance(TimeSpan.FromMinutes(118));
        Assert.Equal(first, await storage.CreateLinkAsync(file, default, Cancellation));
        _api.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await storage.CreateLinkAsync(file, default, Cancellation);
        var third = await storage.CreateLinkAsync(file, default(LinkLifetime).Renewed(), Cancellation);

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
    }

    [Theory]
    [InlineData(5113, StorageError.TrafficUsedUp)]
    [InlineData(5066, StorageError.NotFound)]
    [InlineData(20103, StorageError.Unavailable)]
    public async Task CreateLinkAsync_RefusedBy123_IsItsErrorAndListingsGoOn(int code, StorageError error)
    {
        _api.Instead = (path, _) => path == "v1/file/download_info" ? FakeOpenPlatform.Bad(code) : null;
        var storage = _api.Storage(OpenPlatformLink.Download);
        var file = await FileAsync(storage);

        Assert.Equal(error, (await Assert.ThrowsAsync<StorageException>(async () => await storage.CreateLinkAsync(file, default, Cancellation))).Error);
        Assert.False(storage.IsDegraded);
    }

    [Fact]
    public async Task CreateLinkAsync_FolderNotEnabled_SaysWhatToDo()
    {
        _api.Instead = (path, _) => path == "v1/direct-link/url" ? FakeOpenPlatform.Bad(1, "not enabled") : null;
        var storage = _api.Storage();
        var file = await FileAsync(storage);

        var fault = await Assert.ThrowsAsync<StorageException>(async () => await storage.CreateLinkAsync(file, default, Cancellation));

        Assert.Equal(StorageError.Unavailable, fault.Error);
        Assert.Contains("enabled for direct links", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_TooManyTokens_IsThrottledAndAskedAgainAfterAMinute()
    {
        _api.Instead = (path, _) => path == "v1/access_token" ? FakeOpenPlatform.Bad(1, "tokens number has exceeded the limit") : null;
        var storage = _api.Storage();

        var fault = await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/"));
        Assert.Equal((StorageError.Throttled, TimeSpan.FromMinutes(1)), (fault.Error, fault.RetryAfter!.Value));
        _api.Instead = (_, _) => null;
        await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/"));
        _api.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await Listing.NamesAsync(storage, "/")).Length);
    }

    [Fact]
    public async Task ListAsync_TokenRefused_IsRenewedOnce()
    {
        var storage = _api.Storage();
        await Listing.NamesAsync(storage, "/");
        _api.Time.Advance(TimeSpan.FromMinutes(2));
        _api.OnlyToken = "token-2";

        await Listing.NamesAsync(storage, "/d");

        Assert.Equal((2, 3), (_api.Calls("v1/access_token"), _api.Calls("v2/file/list")));
    }

    [Fact]
    public async Task ListAsync_EveryTokenRefused_AsksForOneAMinuteAtMost()
    {
        _api.OnlyToken = "none";
        var storage = _api.Storage();
        for (var second = 0; second < 120; second++)
        {
            await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/"));
            _api.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, _api.Calls("v1/access_token"));
    }

    [Fact]
    public async Task ListAsync_AfterARestart_UsesTheKeptToken()
    {
        await Listing.NamesAsync(_api.Storage(), "/");
        await Listing.NamesAsync(_api.Storage(), "/");

        Assert.Equal(1, _api.Calls("v1/access_token"));
        Assert.DoesNotContain(FakeOpenPlatform.ClientSecret, Assert.Single(_api.Tokens.Kept).Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAsync_TokenAboutToEnd_IsRenewedFiveMinutesEarly()
    {
        _api.TokenLife = TimeSpan.FromMinutes(60);
        var storage = _api.Storage();
        await Listing.NamesAsync(storage, "/");
        _api.Time.Advance(TimeSpan.FromMinutes(54));
        await Listing.NamesAsync(storage, "/d");
        Assert.Equal(1, _api.Calls("v1/access_token"));
        _api.Time.Advance(TimeSpan.FromMinutes(1));
        await storage.GetUserAsync(Cancellation);
        Assert.Equal(2, _api.Calls("v1/access_token"));
    }

    [Fact]
    public async Task Start_WrongSecret_IsOneErrorWithTheRemedyAndNoLoop()
    {
        await using var storage = _api.Storage(secret: "wrong-secret-1234");
        storage.Start();
        await Eventually.IsTrueAsync(() => _api.Log.Count(2102) == 1);
        for (var times = 0; times < 20; times++)
        {
            Assert.Equal(StorageError.SignInRequired, (await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/"))).Error);
        }

        var line = Assert.Single(_api.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
        Assert.Contains("ClientSecret", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret-1234", line.Text, StringComparison.Ordinal);
        Assert.Equal((1, 1, 0), (_api.Log.Count(2102), _api.Calls("v1/access_token"), _api.Calls("v2/file/list")));
        Assert.True(storage.IsDegraded);
    }

    [Theory]
    [InlineData("", "2099-01-01T00:00:00+08:00")]
    [InlineData("bad\ntoken", "2099-01-01T00:00:00+08:00")]
    [InlineData("token", "2001-01-01T00:00:00+08:00")]
    [InlineData("token", "soon")]
    public async Task ListAsync_TokenThatCannotBeUsed_IsMalformed(string token, string expires)
    {
        _api.Instead = (path, _) => path == "v1/access_token" ? FakeOpenPlatform.Good(new JsonObject { ["accessToken"] = token, ["expiredAt"] = expires }) : null;

        Assert.Equal(StorageError.Malformed, (await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(_api.Storage(), "/"))).Error);
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
                {"total":1,"list":[{"uniqueID":"u","fileName":"a.mkv","fileSize":10,"filePath":"/d/a.mkv","directLinkURL":"https://vip.example/13/d/a.mkv","fileSource":1,"totalTraffic":"25"}]}
                """)!);
        };

        var lines = await _api.Storage().ReadTrafficAsync(DateTimeOffset.FromUnixTimeSeconds(1694098421), DateTimeOffset.FromUnixTimeSeconds(1694098422), 2, Cancellation);

        Assert.Equal("?pageNum=2&pageSize=100&startTime=2023-09-07 22:53:41&endTime=2023-09-07 22:53:42", asked);
        Assert.Equal([new DirectLinkTraffic("u", "a.mkv", "/d/a.mkv", "https://vip.example/13/d/a.mkv", 10, false, 25)], lines);
    }

    [Fact]
    public async Task EveryCall_LogsNoSecret()
    {
        var storage = _api.Storage();
        await storage.CreateLinkAsync(await FileAsync(storage), default, Cancellation);
        _api.Instead = (_, _) => FakeHttp.Json("<html>", HttpStatusCode.BadGateway);
        await Assert.ThrowsAsync<StorageException>(() => Listing.NamesAsync(storage, "/d"));

        var log = string.Join('\n', _api.Log.Lines.Select(line => line.Text));
        Assert.Contains("502", log, StringComparison.Ordinal);
        Assert.All(new[] { FakeOpenPlatform.ClientSecret, "token-1", "mykey", "auth_key" }, secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }

    private static async Task<StorageEntry> FileAsync(OpenPlatformStorage storage)
    {
        var root = await storage.FindAsync(StoragePath.Root, Cancellation);
        return (await storage.ListAsync(StoragePath.Root, root!.Value, Cancellation)).First(member => Encoding.UTF8.GetString(member.Name)[0] == '第');
    }
}
