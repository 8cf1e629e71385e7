using System.Text.Json.Nodes;
using Pan123Dav.Storage.Remote.Listings;
using Pan123Dav.Storage.Share;
using Pan123Dav.Storage.Tests.WebApi;

namespace Pan123Dav.Storage.Tests.Share;

public sealed class ShareLinkTests : ShareTest
{
    [Fact]
    public async Task CreateLinkAsync_File_IsAskedForAsTheWebPageDoes()
    {
        var file = new RemoteItem(7, "a.mkv", false, 123, Md5.ToLowerInvariant(), "13-0", null);

        var link = await Create(Options() with { SharePassword = Word }).CreateLinkAsync(file, default, Cancellation);

        var asked = _drive.Web.Seen[0];
        Assert.Equal(("POST", "/b/api/share/download/info", "application/json"), (asked.Method, asked.Uri.AbsolutePath, "application/json"));
        Assert.True(JsonNode.DeepEquals(
            new JsonObject
            {
                ["shareKey"] = "abCd-1EfGh",
                ["SharePwd"] = Word,
                ["etag"] = Md5.ToLowerInvariant(),
                ["fileId"] = 7,
                ["s3keyFlag"] = "13-0",
                ["size"] = 123
            },
            JsonNode.Parse(asked.Body)));
        Assert.StartsWith(FakeWebDrive.Content + "/7?", link.Location, StringComparison.Ordinal);
        Assert.Equal("https://download.example/", link.Referer);
        Assert.Equal(1_700_003_600, link.Expires.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task CreateLinkAsync_AgainAndAgain_KeepsTheLinkUntilShortlyBeforeItsEnd()
    {
        var drive = Create();
        var file = new RemoteItem(7, "a.mkv", false, 123, "", "13-0", null);

        var first = await drive.CreateLinkAsync(file, default, Cancellation);
        _time.Advance(TimeSpan.FromMinutes(55));
        Assert.Equal(first, await drive.CreateLinkAsync(file, new LinkRequest(LinkLifetime.AtLeast(TimeSpan.FromHours(4))), Cancellation));
        Assert.Equal(1, _drive.Web.Count("/b/api/share/download/info"));

        _time.Advance(TimeSpan.FromMinutes(4.5));
        Assert.NotEqual(first, await drive.CreateLinkAsync(file, default, Cancellation));
        Assert.Equal(2, _drive.Web.Count("/b/api/share/download/info"));
    }

    [Fact]
    public async Task CreateLinkAsync_AfterARefusal_AsksAnew()
    {
        var drive = Create();
        var file = new RemoteItem(7, "a.mkv", false, 123, "", "13-0", null);

        var first = await drive.CreateLinkAsync(file, default, Cancellation);
        var second = await drive.CreateLinkAsync(file, new LinkRequest(default(LinkLifetime).Renewed()), Cancellation);

        Assert.NotEqual(first, second);
        Assert.Equal(second, await drive.CreateLinkAsync(file, default, Cancellation));
    }

    [Fact]
    public async Task CreateLinkAsync_EmptyFile_IsAClearFaultWithoutACall()
    {
        var fault = await Assert.ThrowsAsync<StorageException>(
            () => Create().CreateLinkAsync(new RemoteItem(7, "a", false, 0, "", "", null), default, Cancellation));

        Assert.Contains("empty", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_drive.Web.Seen);
    }

    [Fact]
    public async Task CreateLinkAsync_WithAToken_SendsItWithEveryCallOfTheInterfaceAlone()
    {
        _drive.Tokens[Token] = true;
        _drive.AddFile(0, "a");
        var drive = Create(Options() with { AccessToken = Token });

        await drive.ReadPageAsync(0, null, Cancellation);
        await drive.CreateLinkAsync(new RemoteItem(7, "a.mkv", false, 123, "", "13-0", null), default, Cancellation);

        Assert.Equal(
            [("/b/api/share/get", true), ("/b/api/share/download/info", true), ("/step/7", false)],
            _drive.Web.Seen.Select(request => (request.Uri.AbsolutePath, request.Headers.GetValueOrDefault("Authorization") == $"Bearer {Token}")));
    }

    [Theory]
    [InlineData("", 5112, StorageError.SignInRequired, "write the token of any account as AccessToken")]
    [InlineData(Token, 5112, StorageError.SignInRequired, "not valid")]
    [InlineData(Token, 401, StorageError.SignInRequired, "not valid")]
    [InlineData("", 5113, StorageError.TrafficUsedUp, "5113")]
    [InlineData("", 50002, StorageError.Forbidden, "50002")]
    [InlineData("", 1, StorageError.Unavailable, "code 1")]
    public async Task CreateLinkAsync_CodeOf123_SaysWhatToDo(string token, long code, StorageError error, string advice)
    {
        _drive.Before = _ => FakeWeb.Fault(code, "x");

        var fault = await Assert.ThrowsAsync<StorageException>(
            () => Create(Options() with { AccessToken = token }).CreateLinkAsync(new RemoteItem(7, "a.mkv", false, 123, "", "13-0", null),
                default, Cancellation));

        Assert.Equal(error, fault.Error);
        Assert.Contains(advice, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, fault.ToString(), StringComparison.Ordinal);

        // What risk control refuses one host it may give another.
        Assert.Equal(code == 50002 ? ["yun.123pan.com", "api.123278.com"] : ["yun.123pan.com"], _drive.Web.Seen.Select(request => request.Uri.Host));
    }
}
