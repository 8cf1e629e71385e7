using System.Text.Json.Nodes;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Signing;

namespace Pan123Dav.Storage.Tests.OpenPlatform;

/// <summary>Links of the open platform.</summary>
public sealed class OpenPlatformLinkTests
{
    private readonly FakeOpenPlatform _api = FakeOpenPlatform.WithOneFile();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateLinkAsync_DirectLink_IsSignedWithTheUidOfTheAccount()
    {
        var storage = _api.Storage();
        var link = await storage.CreateLinkAsync(await FakeOpenPlatform.FileAsync(storage), default, Cancellation);

        var parts = link.Location.Split("?auth_key=");
        Assert.Equal("https://vip.example/13/1/%E7%AC%AC%201%20%E9%9B%86%20%231.mkv", parts[0]);
        var fields = parts[1].Split('-');
        var expected = DirectLinkUrlSigner.Sign(parts[0], "mykey", FakeOpenPlatform.Uid, _api.Time.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds(), fields[1]);
        Assert.Equal(expected, link.Location);
        Assert.Equal(_api.Time.GetUtcNow().AddMinutes(30), link.Expires);
    }

    [Fact]
    public async Task CreateLinkAsync_DirectLinkAgain_IsSignedAnewButAskedForOnceAnHour()
    {
        var storage = _api.Storage(uid: 13);
        var file = await FakeOpenPlatform.FileAsync(storage);
        var first = await storage.CreateLinkAsync(file, default, Cancellation);
        _api.Time.Advance(TimeSpan.FromMinutes(59));
        var second = await storage.CreateLinkAsync(file, new LinkRequest(LinkLifetime.AtLeast(TimeSpan.FromHours(4))), Cancellation);

        Assert.NotEqual(first.Location, second.Location);
        Assert.Equal(_api.Time.GetUtcNow().AddHours(4), second.Expires);
        Assert.Equal((1, 0), (_api.Calls("v1/direct-link/url"), _api.Calls("v1/user/info")));
        _api.Time.Advance(TimeSpan.FromMinutes(1));
        await storage.CreateLinkAsync(file, default, Cancellation);
        await storage.CreateLinkAsync(file, new LinkRequest(default(LinkLifetime).Renewed()), Cancellation);
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

        Assert.Equal(expected, await storage.GetDirectLinkAsync(await FakeOpenPlatform.FileAsync(storage), Cancellation));
    }

    [Theory]
    [InlineData("http://127.0.0.1/13/1")]
    [InlineData("http://localhost/13/1")]
    [InlineData("https://10.0.0.1:8080/13/1")]
    [InlineData("ftp://vip.example/13/1")]
    [InlineData("vip.example/13/1")]
    [InlineData("")]
    [InlineData("https://vip.example/13/1\u0000")]
    [InlineData("https://vip.example/13/{long}")]
    public async Task CreateLinkAsync_LinkThatLeadsWhereItMayNot_IsMalformed(string url)
    {
        url = url.Replace("{long}", new string('a', 70_000), StringComparison.Ordinal);
        _api.Instead = (path, _) => path switch
        {
            "v1/direct-link/url" => FakeOpenPlatform.Good(new JsonObject { ["url"] = url }),
            "v1/file/download_info" => FakeOpenPlatform.Good(new JsonObject { ["downloadUrl"] = url }),
            _ => null,
        };
        foreach (var kind in Enum.GetValues<OpenPlatformLink>())
        {
            var storage = _api.Storage(kind);
            var file = await FakeOpenPlatform.FileAsync(storage);
            var fault = await Assert.ThrowsAsync<StorageException>(async () => await storage.CreateLinkAsync(file, default, Cancellation));
            Assert.Equal(StorageError.Malformed, fault.Error);
        }
    }

    [Fact]
    public async Task CreateLinkAsync_PrivateAddressOfBaseUrlsHost_IsAllowed()
    {
        _api.Instead = (path, _) => path == "v1/direct-link/url" ? FakeOpenPlatform.Good(new JsonObject { ["url"] = "http://127.0.0.1:81/13/1" }) : null;
        var storage = _api.Storage(privateKey: "", baseUrl: "http://127.0.0.1:80/base");

        Assert.Equal("http://127.0.0.1:81/13/1", (await storage.CreateLinkAsync(await FakeOpenPlatform.FileAsync(storage), default, Cancellation)).Location);
    }

    [Fact]
    public async Task CreateLinkAsync_Download_IsKeptUntilShortlyBeforeItEnds()
    {
        var storage = _api.Storage(OpenPlatformLink.Download);
        var file = await FakeOpenPlatform.FileAsync(storage);
        var first = await storage.CreateLinkAsync(file, default, Cancellation);
        Assert.Equal(_api.Time.GetUtcNow().AddHours(2), first.Expires);
        _api.Time.Advance(TimeSpan.FromMinutes(118));
        Assert.Equal(first, await storage.CreateLinkAsync(file, default, Cancellation));
        _api.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await storage.CreateLinkAsync(file, default, Cancellation);
        var third = await storage.CreateLinkAsync(file, new LinkRequest(default(LinkLifetime).Renewed()), Cancellation);

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
        var file = await FakeOpenPlatform.FileAsync(storage);

        Assert.Equal(error, (await Assert.ThrowsAsync<StorageException>(async () => await storage.CreateLinkAsync(file, default, Cancellation))).Error);
        Assert.False(storage.IsDegraded);
    }

    [Fact]
    public async Task CreateLinkAsync_FolderNotEnabled_SaysWhatToDo()
    {
        _api.Instead = (path, _) => path == "v1/direct-link/url" ? FakeOpenPlatform.Bad(1, "not enabled") : null;
        var storage = _api.Storage();
        var file = await FakeOpenPlatform.FileAsync(storage);

        var fault = await Assert.ThrowsAsync<StorageException>(async () => await storage.CreateLinkAsync(file, default, Cancellation));

        Assert.Equal(StorageError.Unavailable, fault.Error);
        Assert.Contains("enabled for direct links", fault.Message, StringComparison.Ordinal);
    }
}
