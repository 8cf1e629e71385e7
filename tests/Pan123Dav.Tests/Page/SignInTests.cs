using System.Net;

namespace Pan123Dav.Tests.Page;

public sealed class SignInTests : SignInTest
{
    private static readonly (string, string) Html = ("Accept", "text/html,*/*;q=0.8");

    [Theory]
    [InlineData("/dav/films/?sort=size", "/dav/films/?sort=size")]
    [InlineData("/dav/%E4%B8%AD%2520", "/dav/%E4%B8%AD%2520")]
    public async Task Get_ByABrowserWithoutCredentials_GoesToTheFormAndBack(string path, string back)
    {
        using var response = await SendAsync("GET", path, Html);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/login?to=" + Uri.EscapeDataString(back), response.Headers.Location!.OriginalString);
        Assert.False(response.Headers.Contains("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("GET", "*/*")]
    [InlineData("GET", "")]
    [InlineData("HEAD", "text/html")]
    [InlineData("PROPFIND", "text/html")]
    public async Task Request_OfAProgramWithoutCredentials_IsChallenged(string method, string accept)
    {
        using var response = await SendAsync(method, "/dav/", ("Accept", accept));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Basic realm=\"Pan123Dav\", charset=\"UTF-8\"", response.Headers.GetValues("WWW-Authenticate").Single());
    }

    [Theory]
    [InlineData("/dav/films/a.mkv", "X-Requested-With: XMLHttpRequest", false)]
    [InlineData("/api/v1/status", "X-Requested-With: XMLHttpRequest", false)]
    [InlineData("/dav/films/a.mkv", "Sec-Fetch-Site: same-origin; Sec-Fetch-Dest: video; Cookie: pan123dav_session=over", false)]
    [InlineData("/dav/films/a.mkv", "Sec-Fetch-Site: same-origin; Sec-Fetch-Dest: video", true)]
    [InlineData("/dav/films/a.mkv", "Sec-Fetch-Mode: cors", true)]
    [InlineData("/dav/films/a.mkv", "Cookie: pan123dav_session=over", true)]
    [InlineData("/dav/films/a.mkv", "X-Requested-With: XMLHttpRequest; Authorization: Basic eDp5", true)]
    public async Task Request_OfAPageWhoseSessionHasEnded_MakesNoBrowserAskForAPassword(string path, string headers, bool isChallenged)
    {
        var sent = headers.Split("; ").Select(header => header.Split(": ")).Select(header => (header[0], header[1]));

        using var response = await SendAsync("GET", path, [.. sent]);

        Assert.Equal((HttpStatusCode.Unauthorized, isChallenged), (response.StatusCode, response.Headers.Contains("WWW-Authenticate")));
    }

    [Fact]
    public async Task SignIn_RightPassword_GoesToWhereItWasWantedWithACookie()
    {
        using var response = await SignInAsync(GatewayHost.User, GatewayHost.Password, "/dav/films/?q=1");

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/dav/films/?q=1", response.Headers.Location!.OriginalString);
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("pan123dav_session=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("max-age=604800", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task SignIn_ToElsewhere_GoesToTheDrive(string to)
    {
        using var response = await SignInAsync(GatewayHost.User, GatewayHost.Password, to);

        Assert.Equal("/dav/", response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("")]
    public async Task SignInAndOut_ByAnotherSite_Is403AndChangesNothing(string origin)
    {
        using var refused = await SignInAsync(GatewayHost.User, GatewayHost.Password, "/dav/", ("Origin", origin));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.False(refused.Headers.Contains("Set-Cookie"));

        var cookie = await GetCookieAsync();
        using var signedOut = await SendAsync("POST", "/logout", ("Cookie", cookie), ("Origin", origin));
        Assert.Equal(HttpStatusCode.Forbidden, signedOut.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("GET", "/dav/", cookie));
    }

    [Fact]
    public async Task SignIn_WrongThenThrottled_AreDifferentPages()
    {
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await SignInAsync(GatewayHost.User, "no", "/dav/");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
            Assert.False(wrong.Headers.Contains("WWW-Authenticate"));
            Assert.Contains("用户名或密码错误", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var throttled = await SignInAsync(GatewayHost.User, GatewayHost.Password, "/dav/");
        Assert.Equal(HttpStatusCode.TooManyRequests, throttled.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(15), throttled.Headers.RetryAfter!.Delta);
        Assert.Contains("请等待 15 分钟", await throttled.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var basic = await Gateway.SendAsync("GET", "/dav/");
        Assert.Equal(HttpStatusCode.TooManyRequests, basic.StatusCode);
    }

    [Theory]
    [InlineData("", "application/x-www-form-urlencoded", HttpStatusCode.Unauthorized)]
    [InlineData("{}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("username=a&password=b", "application/x-www-form-urlencoded; charset=utf-7", HttpStatusCode.BadRequest)]
    [InlineData("username=a&password=b", "application/x-www-form-urlencoded;;;", HttpStatusCode.BadRequest)]
    [InlineData("username=a&password=%", "application/x-www-form-urlencoded", HttpStatusCode.Unauthorized)]
    [InlineData("username=a%00b&password=c", "application/x-www-form-urlencoded", HttpStatusCode.BadRequest)]
    public async Task SignIn_StrangeForm_IsRefused(string form, string type, HttpStatusCode status)
    {
        using var content = new StringContent(form);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await Gateway.Stranger.PostAsync("/login", content);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task SignIn_HugeForm_Is413()
    {
        using var content = new StringContent("username=" + new string('a', 100_000), null, "application/x-www-form-urlencoded");
        using var response = await Gateway.Stranger.PostAsync("/login", content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Get_Host_ByABrowser_GoesToTheDrive()
    {
        using var browser = await SendAsync("GET", "/", Html);
        Assert.Equal(HttpStatusCode.Redirect, browser.StatusCode);
        Assert.Equal("/dav/", browser.Headers.Location!.OriginalString);
        using var program = await SendAsync("GET", "/", ("Accept", "*/*"));
        Assert.Equal(HttpStatusCode.Unauthorized, program.StatusCode);
    }

    [Fact]
    public async Task Get_SetupPage_WhereNobodySetItUp_IsNothing()
    {
        using var response = await Gateway.SendAsync("GET", "/setup", Html);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Error_ForABrowser_IsAPageInItsLanguage()
    {
        using var english = await Gateway.SendAsync("GET", "/dav/nothing", Html);
        Assert.Equal(HttpStatusCode.NotFound, english.StatusCode);
        Assert.Equal("text/html; charset=utf-8", english.Content.Headers.ContentType!.ToString());
        Assert.Contains("There is nothing here, or 影迷 may not see it.", await english.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var chinese = await Gateway.SendAsync("GET", "/dav/nothing", Html, ("Accept-Language", "zh"));
        Assert.Contains("这里没有内容", await chinese.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var program = await Gateway.SendAsync("GET", "/dav/nothing");
        Assert.Equal("application/xml; charset=utf-8", program.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task WrongBasic_OfABrowser_IsAPageWithTheChallenge()
    {
        using var response = await SendAsync("GET", "/dav/", Html, ("Authorization", "Basic " + Convert.ToBase64String("a:b"u8)));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.True(response.Headers.Contains("WWW-Authenticate"));
        Assert.Contains("The user name or the password is wrong.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnderAPrefix_EverythingStaysUnderIt()
    {
        await using var gateway = await GatewayHost.StartAsync(Tree, ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));
        (string, string) prefix = ("X-Forwarded-Prefix", "/my drive".Replace(" ", "%20", StringComparison.Ordinal));
        using var away = await SendToAsync(gateway, "GET", "/dav/films/", null, Html, prefix);
        Assert.Equal("/my%20drive/login?to=" + Uri.EscapeDataString("/my%20drive/dav/films/"), away.Headers.Location!.OriginalString);
        using var signedIn = await SendToAsync(gateway, "POST", "/login", Form(GatewayHost.User, GatewayHost.Password, ""), prefix);
        Assert.Equal("/my%20drive/dav/", signedIn.Headers.Location!.OriginalString);
        Assert.Contains("path=/my%20drive", signedIn.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
        using var root = await SendToAsync(gateway, "GET", "/", null, Html, prefix);
        Assert.Equal("/my%20drive/dav/", root.Headers.Location!.OriginalString);
    }
}
