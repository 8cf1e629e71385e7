using System.Net;
using System.Text.Json;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Api;

namespace Pan123Dav.Tests.Emulator.Api;

public sealed class OpenPlatformApiTests : ApiTest
{
    // By md5sum.
    private const string Md5 = "781e5e245d69b566979b86e28d23f2c7";

    private static readonly EmulatorContent Text = EmulatorContent.Text("0123456789");

    [Fact]
    public async Task AccessToken_GoodPair_LivesThirtyDaysInChinaTime()
    {
        var answer = await PostAsync("/api/v1/access_token", new { clientID = Account.ClientId, clientSecret = Account.ClientSecret });

        Assert.Equal(0, Code(answer));
        Assert.Equal("2024-05-31T20:00:00+08:00", answer.GetProperty("data").GetProperty("expiredAt").GetString());
        Assert.Equal(1, Host.Calls.TokensIssued);
    }

    [Theory]
    [InlineData("emulator-client", "wrong")]
    [InlineData("wrong", "emulator-client-secret")]
    public async Task AccessToken_WrongPair_IsRefused(string id, string secret)
    {
        var answer = await PostAsync("/api/v1/access_token", new { clientID = id, clientSecret = secret });

        Assert.NotEqual(0, Code(answer));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("data").ValueKind);
        Assert.Equal(0, Host.Calls.TokensIssued);
    }

    [Fact]
    public async Task AccessToken_TokensExceeded_SaysSo()
    {
        Host.Api = Host.Api with { TokensExceeded = true };

        var answer = await PostAsync("/api/v1/access_token", new { clientID = Account.ClientId, clientSecret = Account.ClientSecret });

        Assert.Equal("tokens number has exceeded the limit", answer.GetProperty("message").GetString());
    }

    [Fact]
    public async Task AccessToken_Fourth_EndsTheFirst()
    {
        var tokens = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            tokens.Add(await OpenTokenAsync());
        }

        Assert.Equal(401, Code(await GetAsync("/api/v1/user/info", tokens[0])));
        Assert.All(tokens[1..], token => Assert.Equal(0, Code(GetAsync("/api/v1/user/info", token).GetAwaiter().GetResult())));
    }

    [Theory]
    [InlineData(false, HttpStatusCode.OK)]
    [InlineData(true, HttpStatusCode.Unauthorized)]
    public async Task Call_TokenOver_Is401(bool statusFollows, HttpStatusCode status)
    {
        Host.Api = Host.Api with { StatusFollowsCode = statusFollows };
        var token = await OpenTokenAsync();
        Clock.Advance(TimeSpan.FromDays(30));

        using var response = await CallAsync(HttpMethod.Get, "/api/v1/user/info", token);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains("\"code\":401", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_TokensRevoked_Is401UntilANewOne()
    {
        var token = await OpenTokenAsync();
        Host.RevokeTokens();

        Assert.Equal(401, Code(await GetAsync("/api/v1/user/info", token)));
        Assert.Equal(0, Code(await GetAsync("/api/v1/user/info", await OpenTokenAsync())));
    }

    [Fact]
    public async Task Call_WithoutPlatformHeader_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Host.Address, "/api/v1/user/info"));
        request.Headers.Authorization = new("Bearer", await OpenTokenAsync());
        using var response = await Client.SendAsync(request, Token);

        Assert.Contains("Platform", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileList_Members_HaveTheTruthInUtc8()
    {
        var folder = Account.AddFolder(0, "文件夹");
        var file = Account.AddFile(0, "a \"b\".txt", Text, new DateTimeOffset(2024, 3, 1, 20, 30, 5, TimeSpan.Zero));
        var answer = await GetAsync("/api/v2/file/list?parentFileId=0&limit=100", await OpenTokenAsync());

        var items = answer.GetProperty("data").GetProperty("fileList").EnumerateArray().ToArray();
        Assert.Equal(-1, answer.GetProperty("data").GetProperty("lastFileId").GetInt64());
        Assert.Equal([folder, file], items.Select(item => item.GetProperty("fileId").GetInt64()));
        Assert.Equal([1, 0], items.Select(item => item.GetProperty("type").GetInt32()));
        Assert.Equal(["文件夹", "a \"b\".txt"], items.Select(item => item.GetProperty("filename").GetString()));
        Assert.Equal(10, items[1].GetProperty("size").GetInt64());
        Assert.Equal("2024-03-02 04:30:05", items[1].GetProperty("updateAt").GetString());
        Assert.Equal(Md5, items[1].GetProperty("etag").GetString());
    }

    [Fact]
    public async Task FileList_TrashedAndRejected_AreListedAsSuch()
    {
        var trashed = Account.AddFile(0, "trashed", Text, Now);
        var rejected = Account.AddFile(0, "rejected", Text, Now);
        Account.Change(trashed, item => item with { Trashed = true });
        Account.Change(rejected, item => item with { Status = 104 });

        var answer = await GetAsync("/api/v2/file/list?parentFileId=0&limit=100", await OpenTokenAsync());

        var items = answer.GetProperty("data").GetProperty("fileList").EnumerateArray().ToArray();
        Assert.Equal([1, 0], items.Select(item => item.GetProperty("trashed").GetInt32()));
        Assert.Equal([0, 104], items.Select(item => item.GetProperty("status").GetInt32()));
    }

    [Theory]
    [InlineData("/api/v2/file/list?limit=100", 400)]
    [InlineData("/api/v2/file/list?parentFileId=0&limit=101", 400)]
    [InlineData("/api/v2/file/list?parentfileid=0&limit=100", 400)]
    [InlineData("/api/v2/file/list?parentFileId=99&limit=100", 5066)]
    [InlineData("/api/v1/file/detail?fileId=1", 400)]
    [InlineData("/api/v1/file/detail?fileID=1", 5066)]
    [InlineData("/api/v1/file/download_info?fileID=1", 400)]
    [InlineData("/api/v1/file/download_info?fileId=1", 5066)]
    [InlineData("/api/v1/direct-link/url?fileId=1", 400)]
    [InlineData("/api/v1/direct-link/log?pageNum=1&pageSize=10&startTime=2024-05-01&endTime=2024-05-02", 400)]
    public async Task Call_BadParameters_IsRefused(string path, int code)
    {
        Assert.Equal(code, Code(await GetAsync(path, await OpenTokenAsync())));
    }

    [Fact]
    public async Task DetailAndInfos_Ids_FindTheItems()
    {
        var file = Account.AddFile("a/b.txt", Text, Now);
        var token = await OpenTokenAsync();

        var detail = await GetAsync($"/api/v1/file/detail?fileID={file}", token);
        var infos = await PostAsync("/api/v1/file/infos", new { fileIds = new[] { file, 7L } }, token);

        Assert.Equal("b.txt", detail.GetProperty("data").GetProperty("filename").GetString());
        Assert.Equal(file, Assert.Single(infos.GetProperty("data").GetProperty("list").EnumerateArray()).GetProperty("fileId").GetInt64());
    }

    [Fact]
    public async Task DownloadInfo_Link_LeadsToTheBytesUntilItExpires()
    {
        var file = Account.AddFile("a/b.txt", Text, Now);
        var answer = await GetAsync($"/api/v1/file/download_info?fileId={file}", await OpenTokenAsync());
        var url = answer.GetProperty("data").GetProperty("downloadUrl").GetString()!;

        using var good = await FetchAsync(url);
        using var altered = await FetchAsync(url.Replace("t=1", "t=2", StringComparison.Ordinal));
        Clock.Advance(TimeSpan.FromHours(2));
        using var expired = await FetchAsync(url);

        Assert.Equal("0123456789", await good.Content.ReadAsStringAsync(Token));
        Assert.Equal($"\"{Md5}\"", good.Headers.ETag!.Tag);
        Assert.Equal("text/plain", good.Content.Headers.ContentType!.MediaType);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (altered.StatusCode, expired.StatusCode));
    }

    [Fact]
    public async Task DownloadInfo_TrafficUsedUp_Is5113()
    {
        var file = Account.AddFile("a/b.txt", Text, Now);
        Host.Api = Host.Api with { TrafficUsedUp = true };

        Assert.Equal(5113, Code(await GetAsync($"/api/v1/file/download_info?fileId={file}", await OpenTokenAsync())));
    }

    [Fact]
    public async Task UserInfo_Answer_TellsUidAndTrafficLeft()
    {
        var data = (await GetAsync("/api/v1/user/info", await OpenTokenAsync())).GetProperty("data");

        Assert.Equal(Uid, data.GetProperty("uid").GetInt64());
        Assert.Equal(Account.DirectTraffic, data.GetProperty("directTraffic").GetInt64());
        Assert.Equal(1, Host.Calls.Count(EmulatorEndpoint.UserInfo));
        Assert.Equal(2, Host.Calls.Total);
    }
}
