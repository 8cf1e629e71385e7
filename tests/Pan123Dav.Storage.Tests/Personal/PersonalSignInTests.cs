using System.Text;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Tests.WebApi;

namespace Pan123Dav.Storage.Tests.Personal;

public sealed class PersonalSignInTests : PersonalTest
{
    [Fact]
    public async Task Token_ThatWasKept_ServesAfterARestart()
    {
        await Create().StartAsync(Cancellation);
        await Create().StartAsync(Cancellation);

        Assert.Equal(1, _drive.SignIns);
    }

    [Fact]
    public async Task Token_OfOtherCredentials_IsNotTaken()
    {
        await Create().StartAsync(Cancellation);
        await Create(Options() with { Password = "another" }).StartAsync(Cancellation);

        Assert.Equal(2, _drive.SignIns);
        Assert.Equal(2, _store.Kept.Count);
        Assert.All(_store.Kept.Keys, key => Assert.Matches("^[0-9a-f]{64}$", key));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Token_ThatIsRefused_IsReplacedOnce(bool byStatus)
    {
        var drive = Create();
        await drive.StartAsync(Cancellation);
        _time.Advance(TimeSpan.FromMinutes(11));
        if (byStatus)
        {
            var old = _drive.Tokens.Keys.Single();
            _drive.Before = request => request.Headers.GetValueOrDefault("Authorization") == $"Bearer {old}" ? FakeWeb.Json("{}", 401) : null;
        }
        else
        {
            _drive.Tokens.Clear();
            _drive.Tokens["nobody's"] = true;
        }

        await drive.ReadPageAsync(0, null, Cancellation);

        Assert.Equal(2, _drive.SignIns);
    }

    [Fact]
    public async Task Token_ThatIsRefusedTwice_IsAFaultAndNoLoop()
    {
        _drive.Before = request => request.Uri.AbsolutePath.EndsWith("list/new", StringComparison.Ordinal) ? FakeWeb.Fault(401, "请重新登录") : null;
        var drive = Create();

        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<StorageException>(() => drive.ReadPageAsync(0, null, Cancellation));
        }

        Assert.Equal(1, _drive.SignIns);
    }

    [Fact]
    public async Task Token_ThatIsRefusedWithinTenMinutes_IsNotReplaced()
    {
        var drive = Create();
        await drive.StartAsync(Cancellation);
        _drive.Tokens.Clear();
        _drive.Tokens["nobody's"] = true;
        _time.Advance(TimeSpan.FromMinutes(9));

        await Assert.ThrowsAsync<StorageException>(() => drive.ReadPageAsync(0, null, Cancellation));
        await Assert.ThrowsAsync<StorageException>(() => Create().ReadPageAsync(0, null, Cancellation));
        Assert.Equal(1, _drive.SignIns);

        _time.Advance(TimeSpan.FromMinutes(1));
        await drive.ReadPageAsync(0, null, Cancellation);
        Assert.Equal(2, _drive.SignIns);
    }

    [Fact]
    public async Task Token_ThatEndsByItself_IsRenewedBefore()
    {
        var count = 0;
        _drive.NextToken = () => Jwt($$"""{"n":{{++count}},"exp":{{_time.GetUtcNow().AddHours(1).ToUnixTimeSeconds()}}}""");
        var drive = Create();
        await drive.StartAsync(Cancellation);

        _time.Advance(TimeSpan.FromMinutes(54));
        await drive.ReadPageAsync(0, null, Cancellation);
        Assert.Equal(1, _drive.SignIns);

        _time.Advance(TimeSpan.FromMinutes(2));
        await drive.ReadPageAsync(0, null, Cancellation);
        Assert.Equal(2, _drive.SignIns);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(600)]
    public async Task Token_ThatEndsBeforeAnotherMayBeAskedFor_IsUsedForAsLongAs123TakesIt(int seconds)
    {
        _drive.NextToken = () => Jwt($$"""{"exp":{{_time.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds()}}}""");
        var drive = Create();
        for (var i = 0; i < 5; i++)
        {
            await drive.ReadPageAsync(0, null, Cancellation);
            _time.Advance(TimeSpan.FromMinutes(3));
        }

        Assert.Equal(1, _drive.SignIns);
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"exp":"\ud800"}""")]
    [InlineData("""{"exp":1e400}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Token_WhoseClaimsCannotBeRead_IsUsed(string claims)
    {
        _drive.NextToken = () => Jwt(claims);

        await Create().ReadPageAsync(0, null, Cancellation);

        Assert.Equal(1, _drive.SignIns);
    }

    [Theory]
    [InlineData("当前登录环境异常，请使用短信验证码或微信扫码登录")]
    [InlineData("SMS verification needed")]
    public async Task SignIn_ThatDemandsAPerson_SaysWhatToDoAndIsNeverRetried(string said)
    {
        _drive.Before = request => request.Uri.AbsolutePath.EndsWith("sign_in", StringComparison.Ordinal) ? FakeWeb.Fault(1, said) : null;
        var drive = Create();

        var fault = await Assert.ThrowsAsync<StorageException>(() => drive.StartAsync(Cancellation));
        Assert.Equal(StorageError.SignInRequired, fault.Error);
        Assert.Contains("web page from this network", fault.Message, StringComparison.Ordinal);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);

        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromHours(5));
            var again = await Assert.ThrowsAsync<StorageException>(() => drive.ReadPageAsync(0, null, Cancellation));
            Assert.Contains("web page from this network", again.Message, StringComparison.Ordinal);
            Assert.Null(again.RetryAfter);
        }

        Assert.Equal(1, _drive.SignIns);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(1)]
    public async Task SignIn_WithAWrongPassword_SaysSoAndIsNotRetried(long code)
    {
        _drive.Before = request => request.Uri.AbsolutePath.EndsWith("sign_in", StringComparison.Ordinal) ? FakeWeb.Fault(code, "账号或密码错误") : null;
        var drive = Create();

        var fault = await Assert.ThrowsAsync<StorageException>(() => drive.StartAsync(Cancellation));
        Assert.Contains("Username and Password", fault.Message, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<StorageException>(() => drive.ReadPageAsync(0, null, Cancellation));

        Assert.Equal(1, _drive.SignIns);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SignIn_WhoseAnswerIsLost_IsTriedAgainAfterTenMinutesAndNotBefore(bool isRestarted)
    {
        _drive.Before = request => request.Uri.AbsolutePath.EndsWith("sign_in", StringComparison.Ordinal) ? throw new HttpRequestException("gone") : null;
        var drive = Create();
        await Assert.ThrowsAsync<StorageException>(() => drive.StartAsync(Cancellation));
        _drive.Before = _ => null;
        drive = isRestarted ? Create() : drive;

        _time.Advance(TimeSpan.FromMinutes(9.9));
        var fault = await Assert.ThrowsAsync<StorageException>(() => drive.ReadPageAsync(0, null, Cancellation));
        Assert.InRange(fault.RetryAfter!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(1, _drive.SignIns);

        _time.Advance(TimeSpan.FromMinutes(0.2));
        await drive.ReadPageAsync(0, null, Cancellation);
        Assert.Equal(2, _drive.SignIns);
    }

    [Fact]
    public async Task SignIn_ThatIsKilledMidway_CountsAfterTheRestart()
    {
        _drive.Before = request =>
            request.Uri.AbsolutePath.EndsWith("sign_in", StringComparison.Ordinal) ? throw new InvalidOperationException("killed") : null;
        await Assert.ThrowsAnyAsync<Exception>(() => Create().StartAsync(Cancellation));
        _drive.Before = _ => null;

        await Assert.ThrowsAsync<StorageException>(() => Create().StartAsync(Cancellation));

        Assert.Equal(1, _drive.SignIns);
    }

    [Theory]
    [InlineData("""{"code":200,"data":{}}""")]
    [InlineData("""{"code":200,"data":{"token":""}}""")]
    [InlineData("""{"code":200,"data":{"token":"a\r\nX: y"}}""")]
    [InlineData("""{"code":0,"data":{"token":"abc"}}""")]
    [InlineData("<html></html>")]
    public async Task SignIn_WithNonsense_IsAFault(string body)
    {
        _drive.Before = request => request.Uri.AbsolutePath.EndsWith("sign_in", StringComparison.Ordinal) ? FakeWeb.Json(body) : null;

        await Assert.ThrowsAsync<StorageException>(() => Create().StartAsync(Cancellation));

        Assert.Equal(1, _drive.SignIns);
    }

    private static string Jwt(string payload) =>
        $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(payload)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";
}
