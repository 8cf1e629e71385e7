using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Api;

namespace Pan123Dav.Tests.Emulator.Api;

public sealed class PersonalApiTests : ApiTest
{
    [Theory]
    [InlineData("/api/user/sign_in")]
    [InlineData("/b/api/user/sign_in")]
    public async Task SignIn_RightPassword_GivesATokenWithCode200(string path)
    {
        var answer = await PostAsync(path, new { passport = Account.Username, password = Account.Password, remember = true });

        Assert.Equal(200, Code(answer));
        Assert.Equal(3, answer.GetProperty("data").GetProperty("token").GetString()!.Split('.').Length);
        Assert.Equal(1, Host.Calls.SignIns);
    }

    [Fact]
    public async Task SignIn_WrongPassword_IsRefusedAndCountedAsAnAttempt()
    {
        var answer = await PostAsync("/api/user/sign_in", new { passport = Account.Username, password = "wrong", remember = true });

        Assert.NotEqual(200, Code(answer));
        Assert.Equal((1, 0), (Host.Calls.Count(EmulatorEndpoint.SignIn), Host.Calls.SignIns));
    }

    [Fact]
    public async Task SignIn_Mail_NeedsType2()
    {
        Assert.Equal(400, Code(await PostAsync("/api/user/sign_in", new { mail = Account.Username, password = Account.Password })));
        Assert.Equal(200, Code(await PostAsync("/api/user/sign_in", new { mail = Account.Username, password = Account.Password, type = 2 })));
    }

    [Fact]
    public async Task SignIn_Challenge_GivesNoToken()
    {
        Host.Api = Host.Api with { SignInChallenge = true };

        var answer = await PostAsync("/api/user/sign_in", new { passport = Account.Username, password = Account.Password, remember = true });

        Assert.NotEqual(200, Code(answer));
        Assert.Contains("短信", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_TokenMissingOverOrOfTheOtherInterface_Is401()
    {
        const string Query = "limit=100&Page=1&parentFileId=0";
        var token = await WebTokenAsync();

        Assert.Equal(401, Code(await GetSignedAsync("/b/api/file/list/new", Query)));
        Assert.Equal(401, Code(await GetSignedAsync("/b/api/file/list/new", Query, await OpenTokenAsync())));
        Assert.Equal(0, Code(await GetSignedAsync("/b/api/file/list/new", Query, token)));
        Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(401, Code(await GetSignedAsync("/b/api/file/list/new", Query, token)));
    }

    [Fact]
    public async Task List_Members_LeavesTrashedOnesOutAndShowsRejectedOnes()
    {
        var file = Account.AddFile(0, "a", EmulatorContent.Text("a"), Now);
        Account.Change(Account.AddFile(0, "trashed", EmulatorContent.Text("b"), Now), item => item with { Trashed = true });
        Account.Change(Account.AddFile(0, "rejected", EmulatorContent.Text("c"), Now), item => item with { Status = 105 });

        var data = (await GetSignedAsync("/b/api/file/list/new", "limit=100&Page=1&parentFileId=0", await WebTokenAsync())).GetProperty("data");

        var items = data.GetProperty("InfoList").EnumerateArray().ToArray();
        Assert.Equal([("rejected", 105), ("a", 0)], items.Select(item => (item.GetProperty("FileName").GetString(), item.GetProperty("Status").GetInt32())));
        Assert.Equal(file, items[1].GetProperty("FileId").GetInt64());
    }

    [Fact]
    public async Task UserInfo_Signed_TellsTheUid()
    {
        var answer = await GetSignedAsync("/b/api/user/info", "a=b", await WebTokenAsync());

        Assert.Equal(Uid, answer.GetProperty("data").GetProperty("UID").GetInt64());
    }
}
