using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Media;

/// <summary>Whole answers of AList's API as they are kept in <c>Golden/alist</c>. UPDATE_GOLDEN=1 writes them anew; then read the difference.</summary>
public sealed class AListContractTests
{
    [Theory]
    [InlineData("settings", "GET", "/api/public/settings", null)]
    [InlineData("me", "GET", "/api/me", null)]
    [InlineData("list-root", "POST", "/api/fs/list", """{"path":"/","password":"","page":1,"per_page":0,"refresh":false}""")]
    [InlineData("list", "POST", "/api/fs/list", """{"path":"/电影"}""")]
    [InlineData("list", "POST", "/api/fs/list", """{"path":"\\电影//","per_page":-1,"refresh":true}""")]
    [InlineData("list", "GET", "/api/fs/list?path=%2F%E7%94%B5%E5%BD%B1&refresh=true", null)]
    [InlineData("list-page", "POST", "/api/fs/list", """{"path":"/电影","page":2,"per_page":2}""")]
    [InlineData("list-beyond", "POST", "/api/fs/list", """{"path":"/电影","page":99999999999999999999999,"per_page":9999999999}""")]
    [InlineData("list-empty", "POST", "/api/fs/list", """{"path":"/empty"}""")]
    [InlineData("missing", "POST", "/api/fs/list", """{"path":"/nothing"}""")]
    [InlineData("missing", "POST", "/api/fs/get", """{"path":"/电影/nothing.mkv"}""")]
    [InlineData("list-file", "POST", "/api/fs/list", """{"path":"/电影/b.ts"}""")]
    [InlineData("upwards", "POST", "/api/fs/get", """{"path":"/电影/../../etc"}""")]
    [InlineData("dirs", "POST", "/api/fs/dirs", """{"path":"/","password":"","force_root":true}""")]
    [InlineData("dirs-none", "POST", "/api/fs/dirs", """{"path":"/music"}""")]
    [InlineData("get", "POST", "/api/fs/get", """{"path":"/电影/第 1 集 #1 100%+&.mkv","password":""}""")]
    [InlineData("get", "GET", "/api/fs/get?path=/%E7%94%B5%E5%BD%B1/%E7%AC%AC%201%20%E9%9B%86%20%231%20100%25%2B%26.mkv", null)]
    [InlineData("get-unknown", "POST", "/api/fs/get", """{"path":"/music/café.flac"}""")]
    [InlineData("get-folder", "POST", "/api/fs/get", """{"path":"/电影/Season 01"}""")]
    [InlineData("get-root", "POST", "/api/fs/get", """{"path":"/"}""")]
    [InlineData("search", "POST", "/api/fs/search", """{"parent":"/","keywords":"s01 MKV","scope":0,"page":1,"per_page":100,"password":""}""")]
    [InlineData("search-folders", "POST", "/api/fs/search", """{"parent":"/电影","keywords":"season","scope":1,"page":1,"per_page":100}""")]
    [InlineData("search-none", "POST", "/api/fs/search", """{"parent":"/","keywords":"nothing at all"}""")]
    [InlineData("other", "POST", "/api/fs/other", """{"path":"/电影/b.ts","method":"video_preview"}""")]
    [InlineData("refused", "POST", "/api/fs/mkdir", """{"path":"/new"}""")]
    [InlineData("refused", "PUT", "/api/fs/put", "content")]
    [InlineData("refused", "POST", "/api/fs/remove", """{"dir":"/","names":["music"]}""")]
    [InlineData("refused", "POST", "/api/fs/link", """{"path":"/电影/b.ts"}""")]
    [InlineData("refused", "GET", "/api/admin/storage/list", null)]
    [InlineData("login-wrong", "POST", "/api/auth/login", """{"username":"nobody","password":"wrong","otp_code":""}""")]
    [InlineData("login-incomplete", "POST", "/api/auth/login", """{"username":"nobody"}""")]
    [InlineData("login-hash", "POST", "/api/auth/login/hash", """{"username":"nobody","password":"00"}""")]
    [InlineData("logout", "GET", "/api/auth/logout", null)]
    public async Task Call_WithTheToken_IsAsKept(string name, string method, string target, string? body)
    {
        await using var host = await AListHost.StartAsync(("PublicUrl", AListHost.PublicUrl + "/"));

        await CompareAsync(name, await host.CallTextAsync(method, target, body));
    }

    [Theory]
    [InlineData("guest", null, "/api/me")]
    [InlineData("guest", "", "/api/fs/list")]
    [InlineData("guest", null, "/api/fs/mkdir")]
    [InlineData("wrong-token", "not-the-token-but-long-enough-for-one", "/api/fs/get")]
    [InlineData("wrong-token", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "/api/fs/dirs")]
    [InlineData("wrong-token", "Basic bm9ib2R5Ondyb25n", "/api/fs/search")]
    public async Task Call_WithoutTheToken_IsAsKept(string name, string? authorization, string target)
    {
        await using var host = await AListHost.StartAsync();

        await CompareAsync(name, await host.CallTextAsync("POST", target, "{}", authorization));
    }

    [Fact]
    public async Task Ping_ByAnybody_IsPong()
    {
        await using var host = await AListHost.StartAsync();
        using var response = await host.FetchAsync("/ping");

        Assert.Equal("pong", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task CompareAsync(string name, string answer)
    {
        var text = answer.Replace("{\"name\":", "\n{\"name\":", StringComparison.Ordinal) + "\n";
        var file = Path.Combine(Repository.Root, "tests", "Pan123Dav.Tests", "Golden", "alist", name + ".json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), text);
    }
}
