using System.Net;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Admin;

/// <summary>Who may use the API, and how it refuses.</summary>
public sealed class AdministrationTests
{
    private static readonly (string Method, string Path)[] Addresses =
    [
        ("GET", "/api/v1/trees"), ("GET", "/api/v1/trees/0"), ("PUT", "/api/v1/trees/0"), ("POST", "/api/v1/trees/check"), ("GET", "/api/v1/trees/0/versions"),
        ("GET", "/api/v1/users"), ("POST", "/api/v1/users"), ("PUT", "/api/v1/users/owner"), ("DELETE", "/api/v1/users/guest"), ("GET", "/api/v1/access"),
        ("PUT", "/api/v1/access"), ("GET", "/api/v1/status"), ("GET", "/api/v1/usage"), ("GET", "/api/v1/nothing"),
    ];

    [Fact]
    public async Task Strangers_AreAskedToSignIn_ByAProblem()
    {
        await using var gateway = await EditableGateway.StartAsync();
        foreach (var (method, path) in Addresses)
        {
            using var response = await gateway.Stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            await EditableGateway.ReadProblemAsync(response, HttpStatusCode.Unauthorized);
            Assert.StartsWith("Basic realm=", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OtherUsers_SeeNothing()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var nothing = await gateway.Guest.GetAsync("/api/v1/nothing");
        foreach (var (method, path) in Addresses.Where(address => address.Method == "GET"))
        {
            using var response = await gateway.Guest.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            await EditableGateway.ReadProblemAsync(response, HttpStatusCode.NotFound);
            Assert.Equal(await nothing.Content.ReadAsStringAsync(), await response.Content.ReadAsStringAsync());
        }

        using var put = await gateway.Guest.PutAsync("/api/v1/trees/0", new StringContent(EditableGateway.Tree));
        await EditableGateway.ReadProblemAsync(put, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("usage")]
    [InlineData("usage/files")]
    [InlineData("streams")]
    [InlineData("trees")]
    [InlineData("trees/0/versions")]
    [InlineData("users")]
    [InlineData("access")]
    [InlineData("openapi.json")]
    [InlineData("nothing")]
    public async Task Answers_AreKeptByNobody(string name)
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var response = await gateway.SendAsync("GET", "/api/v1/" + name, null);

        Assert.Equal(name == "nothing" ? HttpStatusCode.NotFound : HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Refusals_AreInTheReadersLanguage()
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var chinese = await gateway.SendAsync("GET", "/api/v1/trees/9", null, ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8"));
        using var english = await gateway.SendAsync("GET", "/api/v1/trees/9", null, ("Accept-Language", "en"));

        Assert.Equal("没有这个资源。", (string?)(await EditableGateway.ReadProblemAsync(chinese, HttpStatusCode.NotFound))["detail"]);
        Assert.Equal("There is no such resource.", (string?)(await EditableGateway.ReadProblemAsync(english, HttpStatusCode.NotFound))["detail"]);
    }

    [Theory]
    [InlineData("own", 200)]
    [InlineData(null, 403)]
    [InlineData("null", 403)]
    [InlineData("https://elsewhere.example", 403)]
    public async Task Session_ThatChangesSomething_WantsThePagesOwnOrigin(string? origin, int status)
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var form = new FormUrlEncodedContent([new("username", EditableGateway.Owner), new("password", GatewayHost.Password), new("to", "/dav/")]);
        using var signedIn = await gateway.Stranger.PostAsync("/login", form);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var text = new StringContent("b.mkv:1:1694101621:https://vip.123pan.cn/13/b.mkv\n");
        var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/trees/0") { Content = text };
        request.Headers.Add("Cookie", cookie);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? gateway.Address.GetLeftPart(UriPartial.Authority) : origin);
        }

        using var response = await gateway.Stranger.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 403)
        {
            await EditableGateway.ReadProblemAsync(response, HttpStatusCode.Forbidden);
            Assert.Equal(EditableGateway.Tree, await File.ReadAllTextAsync(gateway.TreeFile));
        }
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("null")]
    public async Task Password_ThatABrowserSendsForAPageOfAnotherSite_ChangesNothing(string origin)
    {
        await using var gateway = await EditableGateway.StartAsync();
        using var user = new StringContent("""{"name":"x","password":"brittle-otter-lamp-42"}""");
        user.Headers.ContentType = null;
        using var response = await gateway.SendAsync("POST", "/api/v1/users", user, ("Origin", origin));

        await EditableGateway.ReadProblemAsync(response, HttpStatusCode.Forbidden, "foreign-origin");
        Assert.Equal(EditableGateway.Settings(), await File.ReadAllTextAsync(gateway.SettingsFile));
    }
}
