using System.Net;

namespace Pan123Dav.Tests.Page;

/// <summary>What a session is good for, and what ends it.</summary>
public sealed class SessionTests : SignInTest
{
    [Fact]
    public async Task Session_CountsForReadingOnly()
    {
        var cookie = await GetCookieAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("GET", "/dav/films/", cookie));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("HEAD", "/dav/films/a.mkv", cookie));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync("GET", "/dav/films/a.mkv", cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("PROPFIND", "/dav/", cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("PUT", "/dav/x", cookie));
    }

    [Fact]
    public async Task Session_CutOrChanged_IsNobodys()
    {
        var cookie = await GetCookieAsync();
        foreach (var other in new[] { cookie[..^3], cookie[..30], cookie + "AAAA",
            cookie[..40] + (cookie[40] == 'A' ? 'B' : 'A') + cookie[41..], "pan123dav_session=", "pan123dav_session=%00" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("GET", "/dav/", other));
        }
    }

    [Fact]
    public async Task Session_AfterItsTime_IsOver()
    {
        var cookie = await GetCookieAsync();
        Gateway.Time.Advance(TimeSpan.FromHours(167));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("GET", "/dav/", cookie));
        Gateway.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("GET", "/dav/", cookie));
    }

    [Fact]
    public async Task Session_AfterSigningOut_IsOverForCopiesToo()
    {
        var cookie = await GetCookieAsync();
        using var response = await SendAsync("POST", "/logout", ("Cookie", cookie), ("Origin", Origin));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/login", response.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("GET", "/dav/", cookie));
    }

    [Fact]
    public async Task Session_Page_IsNotKeptByTheBrowser()
    {
        var cookie = await GetCookieAsync();
        using var response = await SendAsync("GET", "/dav/films/", ("Cookie", cookie), ("Accept", "text/html"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore, "Going back after signing out would show it.");
    }

    [Fact]
    public async Task Session_OutlivesAReloadButNotAnotherPassword()
    {
        var cookie = await GetCookieAsync();
        await Gateway.ReloadAsync(("Pan123Dav:Session:Hours", "5"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("GET", "/dav/", cookie));
        await Gateway.ReloadAsync(("Pan123Dav:Users:0:Password", "another password 8"));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("GET", "/dav/", cookie));
    }

    [Fact]
    public async Task Session_OfARemovedUser_IsOver()
    {
        var cookie = await GetCookieAsync();
        await Gateway.ReloadAsync(("Pan123Dav:Users:0:Name", "somebody"));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("GET", "/dav/", cookie));
    }

    [Fact]
    public async Task Session_FileEmbeddedByAnotherSite_Is403()
    {
        var cookie = await GetCookieAsync();
        using var response = await SendAsync("GET", "/dav/films/a.mkv", ("Cookie", cookie),
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "video"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Session_OverARestart_Holds()
    {
        var data = Directory.CreateTempSubdirectory("pan123dav-test-");
        string cookie;
        await using (var first = await GatewayHost.StartAsync(GatewayHost.Settings(Tree, ("DataDirectory", data.FullName))))
        {
            using var response = await SendToAsync(first, "POST", "/login", Form(GatewayHost.User, GatewayHost.Password, ""));
            cookie = response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data.FullName, "pan123dav.session.key")));
        }

        await using (var second = await GatewayHost.StartAsync(GatewayHost.Settings(Tree, ("DataDirectory", data.FullName))))
        {
            using var response = await SendToAsync(second, "GET", "/dav/", null, ("Cookie", cookie));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        data.Delete(recursive: true);
    }
}
