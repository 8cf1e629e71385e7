using System.Security.Claims;
using System.Text.Json;
using Pan123Dav.Http;

namespace Pan123Dav.Tests.Logging;

public sealed class RequestLogTests
{
    [Fact]
    public async Task Request_Answered_IsOneEventWithEverything()
    {
        await using var app = await LoggedApp.StartAsync(context =>
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "alice")], "Basic"));
            context.Response.Headers["X-Pan123Dav-Delivery"] = "redirect";
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = "https://h.example/film.mkv?auth_key=1-2-3-4";
            return Task.CompletedTask;
        });

        await app.SendAsync("GET /dav/%E7%94%B5%20a.mkv?token=s3cret HTTP/1.1\r\nHost: h\r\nAuthorization: Basic dXNlcjpwYXNz\r\nUser-Agent: s3cret\r\n");

        var line = await app.OneEventAsync();
        Assert.Matches(@"Z INF GET /dav/%E7%94%B5%20a\.mkv answered 302 for alice \(redirect\): 0 bytes in \d+\.\d ms$", line);
        app.AssertNoSecret();
    }

    [Fact]
    public async Task Request_Json_HasEveryProperty()
    {
        await using var app = await LoggedApp.StartAsync(context => context.Response.WriteAsync("hello"), ("Logging:Format", "Json"));

        await app.SendAsync("GET /a?b=s3cret HTTP/1.1\r\nHost: h\r\n");

        using var json = JsonDocument.Parse(await app.OneEventAsync());
        Assert.Equal(["Method", "Path", "StatusCode", "User", "Delivery", "Bytes", "ElapsedMilliseconds"],
            json.RootElement.EnumerateObject().Select(property => property.Name).Where(name => !name.StartsWith('@')));
        Assert.Equal("/a", json.RootElement.GetProperty("Path").GetString());
        Assert.Equal(200, json.RootElement.GetProperty("StatusCode").GetInt32());
        Assert.Equal("-", json.RootElement.GetProperty("User").GetString());
        Assert.Equal("-", json.RootElement.GetProperty("Delivery").GetString());
        app.AssertNoSecret();
    }

    [Fact]
    public async Task Get_LinkMade_IsOneEventThatTellsOfTheLink()
    {
        var gateway = await GatewayHost.StartAsync("""
            known.mkv:1000:1694101621:https://vip.123pan.cn/13/known.mkv
            unknown.mkv:https://vip.123pan.cn/13/unknown.mkv
            """);
        await using (gateway)
        {
            foreach (var name in new[] { "known.mkv", "known.mkv", "unknown.mkv" })
            {
                using var answer = await gateway.SendAsync("GET", $"/dav/{name}");
            }
        }

        var lines = gateway.LogText.Split('\n').Where(line => line.Contains("nown.mkv", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, lines.Length);
        Assert.EndsWith(" ms, a link for 127.0.0.1: size 1000, 1000 bytes counted", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" ms, a link for 127.0.0.1: size 1000, 0 bytes counted", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(" ms, a link for 127.0.0.1: size -, 1073741824 bytes counted", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_LeftWithALink_IsStillTold()
    {
        await using var app = await LoggedApp.StartAsync(context =>
        {
            ResponseSummary.Get(context).Link = new IssuedLink(System.Net.IPAddress.Loopback, 1, 1);
            context.Abort();
            throw new OperationCanceledException(context.RequestAborted);
        }, ("Logging:Format", "Json"));

        await Assert.ThrowsAsync<IOException>(() => app.SendAsync("GET /a HTTP/1.1\r\nHost: h\r\n"));

        using var json = JsonDocument.Parse(await app.OneEventAsync());
        Assert.Equal(499, json.RootElement.GetProperty("StatusCode").GetInt32());
        Assert.Equal("127.0.0.1", json.RootElement.GetProperty("Address").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("CountedBytes").GetInt64());
    }

    [Theory]
    [InlineData("GET", 200, "INF", "bytes: 11")]
    [InlineData("HEAD", 200, "INF", "bytes: 0")]
    [InlineData("PROPFIND", 207, "INF", "bytes: 11")]
    [InlineData("GET", 304, "INF", "bytes: 0")]
    [InlineData("GET", 404, "INF", "bytes: 11")]
    [InlineData("GET", 503, "ERR", "bytes: 11")]
    public async Task Request_LengthTold_CountsTheBody(string method, int status, string level, string bytes)
    {
        await using var app = await LoggedApp.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentLength = 11;
            return method == "HEAD" || status == 304 ? Task.CompletedTask : context.Response.WriteAsync("hello world");
        });

        await app.SendAsync($"{method} /a HTTP/1.1\r\nHost: h\r\n");

        var line = await app.OneEventAsync();
        Assert.Contains($"Z {level} {method} /a answered {status} ", line, StringComparison.Ordinal);
        Assert.Contains($": {bytes["bytes: ".Length..]} bytes in", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_Streamed_CountsWhatTheHandlerTold()
    {
        await using var app = await LoggedApp.StartAsync(async context =>
        {
            await context.Response.WriteAsync("hello ");
            ResponseSummary.AddBytes(context, 6);
            await context.Response.WriteAsync("world");
            ResponseSummary.AddBytes(context, 5);
        });

        await app.SendAsync("GET /a HTTP/1.1\r\nHost: h\r\n");

        Assert.Contains(": 11 bytes in", await app.OneEventAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_Throws_IsOneErrorWithTheException()
    {
        await using var app = await LoggedApp.StartAsync(_ => throw new InvalidOperationException("broken at https://h/film.mkv?auth_key=1-2-3-4"));

        Assert.StartsWith("HTTP/1.1 500 ", await app.SendAsync("GET /a HTTP/1.1\r\nHost: h\r\n"), StringComparison.Ordinal);

        await Eventually.HoldsAsync(() => app.Output.Text.Contains("answered 500", StringComparison.Ordinal), "the event");
        await app.StopAsync();
        Assert.Single(app.Output.Lines, line => line.Contains(" answered ", StringComparison.Ordinal));
        Assert.Contains(app.Output.Lines, line => line.Contains("ERR GET /a answered 500 for -", StringComparison.Ordinal));
        Assert.Contains("  System.InvalidOperationException: broken at https://h/…", app.Output.Text, StringComparison.Ordinal);
        app.AssertNoSecret();
    }

    [Theory]
    [InlineData("/a%0Ab", "/a%0Ab")]
    [InlineData("/a|b^\\c", "/a|b^\\c")]
    [InlineData("http://me:s3cret@h/b?c=s3cret", "/b")]
    [InlineData("http://h?c=s3cret", "")]
    [InlineData("*", "*")]
    public async Task Request_Target_IsTheEscapedPathAlone(string target, string path)
    {
        await using var app = await LoggedApp.StartAsync(_ => Task.CompletedTask);

        await app.SendAsync($"{(target == "*" ? "OPTIONS" : "GET")} {target} HTTP/1.1\r\nHost: h\r\n");

        Assert.Contains($" {path} answered 200 ", await app.OneEventAsync(), StringComparison.Ordinal);
        app.AssertNoSecret();
    }

    [Fact]
    public async Task Request_LongPath_IsCut()
    {
        await using var app = await LoggedApp.StartAsync(_ => Task.CompletedTask);

        await app.SendAsync($"GET /{new string('a', 5000)} HTTP/1.1\r\nHost: h\r\n");

        var line = await app.OneEventAsync();
        Assert.Contains("aaa… answered", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 1024, 1200);
    }

    [Fact]
    public async Task Hosts_SideBySide_LogApart()
    {
        await using var app = await LoggedApp.StartAsync(_ => Task.CompletedTask);
        await using var other = await LoggedApp.StartAsync(_ => Task.CompletedTask);

        await app.SendAsync("GET /one HTTP/1.1\r\nHost: h\r\n");
        await other.SendAsync("GET /two HTTP/1.1\r\nHost: h\r\n");

        Assert.Contains("/one", await app.OneEventAsync(), StringComparison.Ordinal);
        Assert.Contains("/two", await other.OneEventAsync(), StringComparison.Ordinal);
    }
}
