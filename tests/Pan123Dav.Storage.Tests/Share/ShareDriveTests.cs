using System.Text.Json.Nodes;
using Pan123Dav.Storage.Remote.Listings;
using Pan123Dav.Storage.Share;
using Pan123Dav.Storage.Tests.WebApi;

namespace Pan123Dav.Storage.Tests.Share;

public sealed class ShareDriveTests : ShareTest
{
    [Fact]
    public async Task ReadPageAsync_Folder_IsAskedForAsTheWebPageDoes()
    {
        await Create(Options() with { SharePassword = Word }).ReadPageAsync(0, null, Cancellation);

        var asked = Assert.Single(_drive.Web.Seen);
        Assert.Equal(("GET", "https://yun.123pan.com/b/api/share/get"), (asked.Method, asked.Uri.GetLeftPart(UriPartial.Path)));
        Assert.Equal(
            ("100", "0", "file_id", "desc", "0", 1, "abCd-1EfGh", Word),
            (asked.Query("limit"), asked.Query("next"), asked.Query("orderBy"), asked.Query("orderDirection"),
                asked.Query("parentFileId"), asked.Page, asked.Query("shareKey"), asked.Query("SharePwd")));
        Assert.Equal(("web", "3", "https://yun.123pan.com/"), (asked.Headers["platform"], asked.Headers["app-version"], asked.Headers["Referer"]));
        Assert.False(asked.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("https://www.123684.com", "https://www.123684.com/b/api/share/get")]
    [InlineData("https://www.123684.com/", "https://www.123684.com/b/api/share/get")]
    [InlineData("https://api.123278.com/a/api/", "https://api.123278.com/a/api/share/get")]
    [InlineData("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x/share/get")]
    public async Task ReadPageAsync_OtherBaseUrl_IsAskedThereAndSignedForItsPath(string baseUrl, string expected)
    {
        var web = new FakeWeb(_ => FakeWeb.Data(new JsonObject { ["Next"] = "-1" }));

        await new ShareDrive(Options() with { BaseUrl = new Uri(baseUrl) }, web.Services(_time), FakeWeb.Limits).ReadPageAsync(0, null, Cancellation);

        Assert.Equal(expected, web.Seen.Single().Uri.GetLeftPart(UriPartial.Path));
    }

    [Fact]
    public async Task ReadPageAsync_Items_AreReadAsTheyAre()
    {
        var folder = _drive.AddFolder(0, "电影");
        var file = _drive.AddFile(0, "a\u0001b.mkv", 123, Md5);
        _drive.Item(file)["UpdateAt"] = "2023-09-07T22:33:41+08:00";

        var page = await Create().ReadPageAsync(0, null, Cancellation);

        Assert.Null(page.Next);
        Assert.Equal(
            [new RemoteItem(folder, "电影", true, 0, "", "13-0", 1694097221),
                new RemoteItem(file, "a\u0001b.mkv", false, 123, Md5.ToLowerInvariant(), "13-0", 1694097221)],
            page.Items);
    }

    [Fact]
    public async Task ReadPageAsync_NumbersAsTextAndOtherLetterCase_AreRead()
    {
        _drive.Before = _ => FakeWeb.Json("""
            {"code":"0","message":null,"data":{"next":-1,"infoList":[{"fileId":"7","filename":"a","type":"0","size":"9",
            "etag":null,"s3KeyFlag":12,"updateAt":"2023-09-07 22:33:41","trashed":0}]}}
            """);

        var page = await Create().ReadPageAsync(0, null, Cancellation);

        Assert.Equal([new RemoteItem(7, "a", false, 9, "", "12", 1694097221)], page.Items);
    }

    [Fact]
    public async Task ReadPageAsync_TrashedAndRejected_AreLeftOut()
    {
        _drive.Item(_drive.AddFile(0, "trashed"))["Trashed"] = true;
        _drive.Item(_drive.AddFile(0, "trashed too"))["Trashed"] = 1;
        _drive.Item(_drive.AddFile(0, "rejected"))["Status"] = 101;
        _drive.Item(_drive.AddFile(0, "kept"))["Status"] = 100;

        Assert.Equal(["kept"], (await Create().ReadPageAsync(0, null, Cancellation)).Items.Select(item => item.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("77")]
    public async Task Listing_MoreThanOnePage_IsReadToItsEnd(string more)
    {
        _drive.More = more;
        for (var i = 0; i < 250; i++)
        {
            _drive.AddFile(0, $"{i}.bin");
        }

        var items = await new FolderReader(Create()).ReadAsync(0, Cancellation);

        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"{i}.bin"), items.Select(item => item.Name));
        Assert.Equal([1, 2, 3], _drive.Web.Seen.Select(request => request.Page));
    }

    [Fact]
    public async Task Listing_EmptyPageOnTheWay_IsGoneOver()
    {
        _drive.AddFile(0, "a");
        _drive.AddFile(0, "b");
        _drive.PageSize = 1;
        _drive.Before = request => request.Page == 2 ? Page("", []) : request.Page == 3 ? Page("-1", [_drive.Folders[0][1].DeepClone()]) : null;

        Assert.Equal(["a", "b"], (await new FolderReader(Create()).ReadAsync(0, Cancellation)).Select(item => item.Name));
    }

    [Theory]
    [InlineData("-1", 1)]
    [InlineData("", 2)]
    public async Task Listing_EmptyFolder_IsEmptyWhateverIsSaidOfTheNextPage(string next, int calls)
    {
        _drive.Before = _ => Page(next, []);

        Assert.Empty(await new FolderReader(Create()).ReadAsync(0, Cancellation));
        Assert.Equal(calls, _drive.Web.Seen.Count);
    }

    [Fact]
    public async Task Listing_PageThatComesAgainAndAgain_IsAFault()
    {
        _drive.AddFile(0, "a");
        _drive.Before = _ => Page("", [_drive.Folders[0][0].DeepClone()]);

        var fault = await Assert.ThrowsAsync<StorageException>(() => new FolderReader(Create()).ReadAsync(0, Cancellation));

        Assert.Equal(StorageError.Malformed, fault.Error);
        Assert.Equal(2, _drive.Web.Seen.Count);
    }

    [Theory]
    [InlineData("<html>hello</html>")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"code":0}""")]
    [InlineData("""{"code":0,"data":null}""")]
    [InlineData("""{"code":0,"data":[]}""")]
    [InlineData("""{"code":0,"data":{"Next":"-1","InfoList":{"a":1}}}""")]
    [InlineData("""{"code":0,"data":{"Next":"-1","InfoList":[null]}}""")]
    [InlineData("""{"code":0,"data":{"Next":"-1","InfoList":[{"FileId":0,"FileName":"a"}]}}""")]
    [InlineData("""{"code":0,"data":{"Next":"-1","InfoList":[{"FileId":-5,"FileName":"a"}]}}""")]
    [InlineData("""{"code":0,"data":{"Next":"-1","InfoList":[{"FileId":1,"FileName":"a","Size":-1}]}}""")]
    [InlineData("""{"code":0,"data":{"Next":"-1","InfoList":[{"FileId":1,"FileName":"a","Size":1e400}]}}""")]
    [InlineData("""{"code":0,"data":{"Next":"-1","InfoList":[{"FileId":99999999999999999999,"FileName":"a"}]}}""")]
    [InlineData("""{"code":0,"data":{"Next":"-1","InfoList":[{"FileId":1,"FileName":"\ud800"}]}}""")]
    public async Task ReadPageAsync_Nonsense_IsAFault(string body)
    {
        _drive.Before = _ => FakeWeb.Json(body);

        Assert.Equal(StorageError.Malformed, (await Assert.ThrowsAsync<StorageException>(() => Create().ReadPageAsync(0, null, Cancellation))).Error);
    }

    [Theory]
    [InlineData(1, "提取码错误", StorageError.Forbidden, "SharePassword")]
    [InlineData(5066, "文件不存在", StorageError.NotFound, "5066")]
    [InlineData(5112, "请登录", StorageError.SignInRequired, "write the token of any account as AccessToken")]
    [InlineData(403, "签名错误", StorageError.Forbidden, "clock")]
    public async Task ReadPageAsync_CodeOf123_SaysWhatToDo(long code, string said, StorageError error, string advice)
    {
        _drive.Before = _ => FakeWeb.Fault(code, said);

        var fault = await Assert.ThrowsAsync<StorageException>(() => Create(Options() with { SharePassword = Word }).StartAsync(Cancellation));

        Assert.Equal(error, fault.Error);
        Assert.Contains(advice, fault.Message, StringComparison.Ordinal);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Word, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    [InlineData("\"true\"")]
    public async Task ReadPageAsync_ShareThatHasEnded_SaysSo(string expired)
    {
        _drive.Before = _ => FakeWeb.Json($$$"""{"code":0,"data":{"Next":"-1","InfoList":[],"Expired":{{{expired}}}}}""");

        var fault = await Assert.ThrowsAsync<StorageException>(() => Create().ReadPageAsync(0, null, Cancellation));

        Assert.Equal(StorageError.Forbidden, fault.Error);
        Assert.Contains("expired", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_ThatFailForAMoment_AreSentAgainAndSignedAnew()
    {
        var times = 0;
        _drive.Before = _ => ++times switch { 1 => FakeWeb.Json("", 502), 2 => throw new HttpRequestException("gone"), _ => null };
        _drive.AddFile(0, "a");

        Assert.Single((await Create().ReadPageAsync(0, null, Cancellation)).Items);

        Assert.Equal(3, _drive.Web.Seen.Select(request => request.Uri.Query).Distinct().Count());
    }

    private static HttpResponseMessage Page(string next, JsonNode[] items) =>
        FakeWeb.Data(new JsonObject { ["Next"] = next, ["InfoList"] = new JsonArray(items) });
}
