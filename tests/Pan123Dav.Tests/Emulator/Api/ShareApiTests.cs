using System.Text.Json;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;

namespace Pan123Dav.Tests.Emulator.Api;

public sealed class ShareApiTests : ApiTest
{
    private readonly long _file;
    private readonly long _outside;

    public ShareApiTests()
    {
        _file = Account.AddFile("shared/sub/里.txt", EmulatorContent.Text("shared"), Now);
        _outside = Account.AddFile("private/x.txt", EmulatorContent.Text("private"), Now);
        Account.Shares["abCd-1EfGh"] = new EmulatorShare("abCd-1EfGh", Account.GetFolder("shared")) { Password = "pw12" };
    }

    [Theory]
    [InlineData("/b/api/share/get")]
    [InlineData("/api/share/get")]
    [InlineData("/a/api/share/get")]
    public async Task Get_Root_ListsTheSharedFolder(string path)
    {
        var data = (await GetSignedAsync(path, Query(0))).GetProperty("data");

        var item = Assert.Single(data.GetProperty("InfoList").EnumerateArray());
        Assert.Equal(("sub", 1, Account.GetFolder("shared/sub")),
            (item.GetProperty("FileName").GetString(), item.GetProperty("Type").GetInt32(), item.GetProperty("FileId").GetInt64()));
        Assert.Equal("-1", data.GetProperty("Next").GetString());
        Assert.False(data.GetProperty("Expired").GetBoolean());
    }

    [Fact]
    public async Task Get_Folder_ShowsTimesWithTheirZone()
    {
        var data = (await GetSignedAsync("/b/api/share/get", Query(Account.GetFolder("shared/sub")))).GetProperty("data");

        Assert.Equal("2024-05-01T20:00:00+08:00", Assert.Single(data.GetProperty("InfoList").EnumerateArray()).GetProperty("UpdateAt").GetString());
    }

    [Theory]
    [InlineData("other", "pw12")]
    [InlineData("abCd-1EfGh", "")]
    [InlineData("abCd-1EfGh", "PW12")]
    public async Task Get_WrongKeyOrPassword_IsRefused(string key, string password)
    {
        Assert.NotEqual(0, Code(await GetSignedAsync("/b/api/share/get", Query(0, key, password))));
    }

    [Fact]
    public async Task Get_FolderOutside_IsNotFound()
    {
        Assert.Equal(5066, Code(await GetSignedAsync("/b/api/share/get", Query(Account.GetFolder("private")))));
        Assert.NotEqual(0, Code(await PostSignedAsync("/b/api/share/download/info", Body(_outside))));
    }

    [Fact]
    public async Task Get_ExpiredShare_SaysSoAndShowsNothing()
    {
        Account.Shares["abCd-1EfGh"] = Account.Shares["abCd-1EfGh"] with { Expired = true };

        var data = (await GetSignedAsync("/b/api/share/get", Query(0))).GetProperty("data");

        Assert.True(data.GetProperty("Expired").GetBoolean());
        Assert.Equal(0, data.GetProperty("InfoList").GetArrayLength());
    }

    [Fact]
    public async Task Get_SignatureMissingOrChanged_IsRefused()
    {
        var unsigned = await GetAsync($"/b/api/share/get?{Query(0)}", null);
        var ofAnotherPath = await GetAsync($"/b/api/share/get?{Query(0)}&{Sign("/b/api/user/info")}", null);
        Host.Api = Host.Api with { SignatureChanged = true };
        var changed = await GetSignedAsync("/b/api/share/get", Query(0));
        Host.Api = Host.Api with { SignatureRequired = false };
        var optional = await GetAsync($"/b/api/share/get?{Query(0)}", null);

        Assert.Equal((403, 403, 403, 0), (Code(unsigned), Code(ofAnotherPath), Code(changed), Code(optional)));
    }

    [Theory]
    [InlineData("s3keyFlag")]
    [InlineData("etag")]
    [InlineData("size")]
    public async Task DownloadInfo_FieldMissing_Is400(string field)
    {
        var body = Body(_file);
        body.Remove(field);

        Assert.Equal(400, Code(await PostSignedAsync("/b/api/share/download/info", body)));
    }

    [Fact]
    public async Task DownloadInfo_LoginRequired_TakesTheTokenOfAnyAccount()
    {
        Host.Api = Host.Api with { LoginRequired = true };

        Assert.Equal(5112, Code(await PostSignedAsync("/b/api/share/download/info", Body(_file))));
        Assert.Equal(5112, Code(await PostSignedAsync("/b/api/share/download/info", Body(_file), "nonsense")));
        Assert.Equal(0, Code(await PostSignedAsync("/b/api/share/download/info", Body(_file), Account.OtherAccountToken)));
        Assert.Equal(0, Code(await PostSignedAsync("/b/api/share/download/info", Body(_file), await WebTokenAsync())));
    }

    [Fact]
    public async Task DownloadInfo_TrafficUsedUp_Is5113()
    {
        Host.Api = Host.Api with { TrafficUsedUp = true };

        Assert.Equal(5113, Code(await PostSignedAsync("/b/api/share/download/info", Body(_file))));
        Assert.Equal(1, Host.Calls.CountCode(5113));
    }

    [Fact]
    public async Task DownloadInfo_EmptyFile_HasNoLink()
    {
        var empty = Account.AddFile("shared/empty", EmulatorContent.Text(""), Now);

        var answer = await PostSignedAsync("/b/api/share/download/info", Body(empty));

        Assert.Equal("", answer.GetProperty("data").GetProperty("DownloadURL").GetString());
    }

    private static string Query(long folder, string key = "abCd-1EfGh", string password = "pw12") =>
        $"limit=100&next=0&orderBy=file_id&orderDirection=desc&parentFileId={folder}&Page=1&shareKey={key}&SharePwd={password}";

    private Dictionary<string, object> Body(long id)
    {
        Assert.True(Account.TryGet(id, out var file));
        return new() { ["shareKey"] = "abCd-1EfGh", ["SharePwd"] = "pw12", ["etag"] = file.Md5, ["fileId"] = id, ["s3keyFlag"] = "13-0", ["size"] = file.Size };
    }
}
