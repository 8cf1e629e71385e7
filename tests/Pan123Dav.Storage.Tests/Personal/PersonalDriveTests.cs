using System.Text.Json.Nodes;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Listings;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.Tests.WebApi;

namespace Pan123Dav.Storage.Tests.Personal;

public sealed class PersonalDriveTests : PersonalTest
{
    [Theory]
    [InlineData("13800000000", """{"passport":"13800000000","password":"s3cret p\u00E4ssword","remember":true}""")]
    [InlineData("a@b.example", """{"mail":"a@b.example","password":"s3cret p\u00E4ssword","type":2}""")]
    public async Task StartAsync_Account_SignsInByTelephoneOrMail(string name, string body)
    {
        await Create(Options() with { Username = name }).StartAsync(Cancellation);

        var asked = _drive.Web.Seen[0];
        Assert.Equal(("POST", "https://login.123pan.com/api/user/sign_in"), (asked.Method, asked.Uri.OriginalString));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(asked.Body)), asked.Body);
        Assert.False(asked.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("https://yun.123pan.com/b/api", "https://login.123pan.com/api/user/sign_in")]
    [InlineData("https://www.123684.com", "https://www.123684.com/b/api/user/sign_in")]
    [InlineData("http://127.0.0.1:8080/b/api/", "http://127.0.0.1:8080/b/api/user/sign_in")]
    public async Task StartAsync_BaseUrlOfTheOwners_IsWhereEverythingGoes(string baseUrl, string expected)
    {
        await Create(Options() with { BaseUrl = new Uri(baseUrl) }).StartAsync(Cancellation);

        Assert.Equal(expected, _drive.Web.Seen[0].Uri.OriginalString);
        Assert.All(_drive.Web.Seen.Skip(1), request => Assert.Equal(new Uri(baseUrl).Authority, request.Uri.Authority));
    }

    [Fact]
    public async Task ReadPageAsync_Folder_IsAskedForAsTheWebPageDoes()
    {
        _drive.AddFile(_drive.AddFolder(0, "f"), "a.mkv", 5);

        await Create().ReadPageAsync(101, null, Cancellation);

        var asked = _drive.Web.Seen[^1];
        Assert.StartsWith(
            "https://yun.123pan.com/b/api/file/list/new?driveId=0&limit=100&next=0&orderBy=file_id&orderDirection=desc"
            + "&parentFileId=101&trashed=false&SearchData=&Page=1"
            + "&OnlyLookAbnormalFile=0&event=homeListFile&operateType=4&inDirectSpace=false&",
            asked.Uri.OriginalString,
            StringComparison.Ordinal);
        Assert.Equal($"Bearer {_drive.Tokens.Keys.Single()}", asked.Headers["Authorization"]);
        Assert.Equal(1, _drive.SignIns);
    }

    [Fact]
    public async Task CreateLinkAsync_File_IsAskedForAsTheWebPageDoes()
    {
        var link = await Create().CreateLinkAsync(new RemoteItem(7, "a \"b\".mkv", false, 123, "0123456789abcdef0123456789abcdef", "13-0", null),
            default, Cancellation);

        var asked = _drive.Web.Seen[1];
        Assert.Equal(("POST", "/b/api/file/download_info"), (asked.Method, asked.Uri.AbsolutePath));
        Assert.True(JsonNode.DeepEquals(
            new JsonObject
            {
                ["driveId"] = 0,
                ["etag"] = "0123456789abcdef0123456789abcdef",
                ["fileId"] = 7,
                ["fileName"] = "a \"b\".mkv",
                ["s3keyFlag"] = "13-0",
                ["size"] = 123,
                ["type"] = 0,
            },
            JsonNode.Parse(asked.Body)), asked.Body);
        Assert.Equal(("https://download.example/", 1_700_003_600), (link.Referer, link.Expires.ToUnixTimeSeconds()));
        Assert.DoesNotContain(_drive.Web.Seen, request => request.Uri.Host == "hop.example" && request.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Calls_ManyAtOnce_SignInOnce()
    {
        var drive = Create();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => drive.ReadPageAsync(0, null, Cancellation))));

        Assert.Equal(1, _drive.SignIns);
    }

    [Theory]
    [InlineData(1, 3, true)]
    [InlineData(0, 1, false)]
    [InlineData(-1, 1, false)]
    public async Task Listing_WithFewerMembersThan123Says_IsReadAgainAndThenShownWithAWarning(int missing, int readings, bool isTold)
    {
        _drive.Promised = missing;
        _drive.PageSize = 2;
        for (var i = 0; i < 5; i++)
        {
            _drive.AddFile(0, $"{i}");
        }

        var mount = Mount(Options());
        await using var storage = new RemoteStorage(mount, Create(), _drive.Web.Services(_time, _store, _log));

        Assert.Equal(5, (await Listing.NamesAsync(storage, "/")).Length);
        Assert.Equal(readings * 3, _drive.Web.Count("/b/api/file/list/new"));
        Assert.Equal(isTold ? 1 : 0, _log.Count(2104));
    }

    [Fact]
    public async Task Everything_ThatIsLoggedOrThrown_TellsNoSecret()
    {
        var drive = Create();
        await drive.StartAsync(Cancellation);
        var token = _drive.Tokens.Keys.Single();
        _drive.Before = _ => FakeWeb.Fault(1, $"no {token} {Word}x");
        var fault = await Assert.ThrowsAsync<StorageException>(() => drive.ReadPageAsync(0, null, Cancellation));

        var told = string.Join('\n',
            [.. _log.Lines.Select(line => line.Text), fault.ToString(), Options().ToString(), SignInRequest.From(Options()).ToString()]);
        Assert.NotEmpty(_log.Lines);
        Assert.DoesNotContain(token, told, StringComparison.Ordinal);
        Assert.DoesNotContain("13800000000", told, StringComparison.Ordinal);
    }
}
