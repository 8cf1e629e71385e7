using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pan123Dav.Logging;
using Pan123Dav.Tests.Support;
using Pan123Dav.WebDav;

namespace Pan123Dav.Tests.Logging;

/// <summary>On real Kestrel: the raw target, broken connections and the framework's own log are what matters.</summary>
public sealed class RequestLogTests : IAsyncDisposable
{
    private readonly MemoryOutput _output = new();
    private WebApplication? _app;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    [Fact]
    public async Task Request_Answered_IsOneEventWithEverything()
    {
        await StartAsync(context =>
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "alice")], "Basic"));
            context.Response.Headers["X-Pan123Dav-Delivery"] = "redirect";
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = "https://h.example/film.mkv?auth_key=1-2-3-4";
            return Task.CompletedTask;
        });

        await SendAsync("GET /dav/%E7%94%B5%20a.mkv?token=s3cret HTTP/1.1\r\nHost: h\r\nAuthorization: Basic dXNlcjpwYXNz\r\nUser-Agent: s3cret\r\n");

        var line = await OneEventAsync();
        Assert.Matches(@"Z INF GET /dav/%E7%94%B5%20a\.mkv answered 302 for alice \(redirect\): 0 bytes in \d+\.\d ms$", line);
        AssertNoSecret();
    }

    [Fact]
    public async Task Request_Json_HasEveryProperty()
    {
        await StartAsync(context => context.Response.WriteAsync("hello"), ("Logging:Format", "Json"));

        await SendAsync("GET /a?b=s3cret HTTP/1.1\r\nHost: h\r\n");

        using var json = JsonDocument.Parse(await OneEventAsync());
        Assert.Equal(["Method", "Path", "StatusCode", "User", "Delivery", "Bytes", "ElapsedMilliseconds"],
            json.RootElement.EnumerateObject().Select(property => property.Name).Where(name => !name.StartsWith('@')));
        Assert.Equal("/a", json.RootElement.GetProperty("Path").GetString());
        Assert.Equal(200, json.RootElement.GetProperty("StatusCode").GetInt32());
        Assert.Equal("-", json.RootElement.GetProperty("User").GetString());
        Assert.Equal("-", json.RootElement.GetProperty("Delivery").GetString());
        AssertNoSecret();
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
        await StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentLength = 11;
            return method == "HEAD" || status == 304 ? Task.CompletedTask : context.Response.WriteAsync("hello world");
        });

        await SendAsync($"{method} /a HTTP/1.1\r\nHost: h\r\n");

        var line = await OneEventAsync();
        Assert.Contains($"Z {level} {method} /a answered {status} ", line, StringComparison.Ordinal);
        Assert.Contains($": {bytes["bytes: ".Length..]} bytes in", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_Streamed_CountsWhatTheHandlerTold()
    {
        await StartAsync(async context =>
        {
            await context.Response.WriteAsync("hello ");
            ResponseSummary.AddBytes(context, 6);
            await context.Response.WriteAsync("world");
            ResponseSummary.AddBytes(context, 5);
        });

        await SendAsync("GET /a HTTP/1.1\r\nHost: h\r\n");

        Assert.Contains(": 11 bytes in", await OneEventAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_Throws_IsOneErrorWithTheException()
    {
        await StartAsync(_ => throw new InvalidOperationException("broken at https://h/film.mkv?auth_key=1-2-3-4"));

        Assert.StartsWith("HTTP/1.1 500 ", await SendAsync("GET /a HTTP/1.1\r\nHost: h\r\n"), StringComparison.Ordinal);

        await Poll.UntilAsync(() => _output.Text.Contains("answered 500", StringComparison.Ordinal), "the event");
        await _app!.StopAsync(TestContext.Current.CancellationToken);
        Assert.Single(_output.Lines, line => line.Contains(" answered ", StringComparison.Ordinal));
        Assert.Contains(_output.Lines, line => line.Contains("ERR GET /a answered 500 for -", StringComparison.Ordinal));
        Assert.Contains("  System.InvalidOperationException: broken at https://h/…", _output.Text, StringComparison.Ordinal);
        AssertNoSecret();
    }

    [Theory]
    [InlineData("Debug", true)]
    [InlineData("Information", false)]
    public async Task Request_ClientGone_IsADebugLine(string level, bool shown)
    {
        var reached = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await StartAsync(
            async context =>
            {
                reached.SetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                }
                finally
                {
                    ended.SetResult();
                }
            },
            ("Logging:LogLevel:Pan123Dav", level));

        using (var socket = await ConnectAsync())
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes("GET /gone HTTP/1.1\r\nHost: h\r\n\r\n"), TestContext.Current.CancellationToken);
            await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        }

        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
        await _app!.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
        Assert.Equal(shown ? 1 : 0, _output.Lines.Count(line => line.Contains("DBG GET /gone answered 499 ", StringComparison.Ordinal)));
        Assert.DoesNotContain(" ERR ", _output.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Warning", 200, 0)]
    [InlineData("Warning", 404, 0)]
    [InlineData("Warning", 500, 1)]
    [InlineData("None", 500, 0)]
    public async Task Request_LevelOff_IsNotLogged(string level, int status, int events)
    {
        await StartAsync(
            context =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            },
            ("Logging:LogLevel:Default", level));

        await SendAsync("GET /a HTTP/1.1\r\nHost: h\r\n");

        await _app!.DisposeAsync();
        Assert.Equal(events, _output.Lines.Length);
    }

    [Fact]
    public async Task Request_LevelChangedWhileRunning_IsFollowed()
    {
        await StartAsync(_ => Task.CompletedTask, ("Logging:LogLevel:Default", "Warning"));
        await SendAsync("GET /before HTTP/1.1\r\nHost: h\r\n");

        _app!.Configuration["Logging:LogLevel:Default"] = "Information";
        ((IConfigurationRoot)_app.Configuration).Reload();
        await SendAsync("GET /after HTTP/1.1\r\nHost: h\r\n");

        Assert.Contains("GET /after ", await OneEventAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a%0Ab", "/a%0Ab")]
    [InlineData("/a|b^\\c", "/a|b^\\c")]
    [InlineData("http://me:s3cret@h/b?c=s3cret", "/b")]
    [InlineData("http://h?c=s3cret", "")]
    [InlineData("*", "*")]
    public async Task Request_Target_IsTheEscapedPathAlone(string target, string path)
    {
        await StartAsync(_ => Task.CompletedTask);

        await SendAsync($"{(target == "*" ? "OPTIONS" : "GET")} {target} HTTP/1.1\r\nHost: h\r\n");

        Assert.Contains($" {path} answered 200 ", await OneEventAsync(), StringComparison.Ordinal);
        AssertNoSecret();
    }

    [Fact]
    public async Task Request_LongPath_IsCut()
    {
        await StartAsync(_ => Task.CompletedTask);

        await SendAsync($"GET /{new string('a', 5000)} HTTP/1.1\r\nHost: h\r\n");

        var line = await OneEventAsync();
        Assert.Contains("aaa… answered", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 1024, 1200);
    }

    [Fact]
    public async Task Framework_AtTrace_ShowsNoQuery()
    {
        await StartAsync(_ => Task.CompletedTask, ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"));

        await SendAsync("GET /a?token=s3cret HTTP/1.1\r\nHost: h\r\nAuthorization: Basic dXNlcjpwYXNz\r\n");

        await Poll.UntilAsync(() => _output.Text.Contains(" answered ", StringComparison.Ordinal), "the event");
        await _app!.DisposeAsync();
        AssertNoSecret();
    }

    [Fact]
    public async Task Hosts_SideBySide_LogApart()
    {
        await StartAsync(_ => Task.CompletedTask);
        await using var other = new RequestLogTests();
        await other.StartAsync(_ => Task.CompletedTask);

        await SendAsync("GET /one HTTP/1.1\r\nHost: h\r\n");
        await other.SendAsync("GET /two HTTP/1.1\r\nHost: h\r\n");

        Assert.Contains("/one", await OneEventAsync(), StringComparison.Ordinal);
        Assert.Contains("/two", await other.OneEventAsync(), StringComparison.Ordinal);
    }

    private async Task StartAsync(RequestDelegate answer, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection([new("Logging:LogLevel:Microsoft", "Warning"), .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))]);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddGatewayLogging(LoggingOptions.Of(builder.Configuration));
        builder.Services.AddSingleton(new LogOutput(_output));
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseRequestLog();
        _app.Run(answer);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends the head of a request, and gives the whole answer once the server closes.</summary>
    private async Task<string> SendAsync(string head)
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes($"{(head.Contains("\r\n\r\n", StringComparison.Ordinal) ? head : $"{head}Connection: close\r\n\r\n")}"), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        await using var stream = new NetworkStream(socket);
        await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(_app!.Urls.First()).Port, TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>Stops the host, which writes everything, and gives the only line.</summary>
    private async Task<string> OneEventAsync()
    {
        await _app!.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
        var lines = _output.Lines;
        Assert.True(lines.Length == 1, _output.Text);
        return lines[0];
    }

    private void AssertNoSecret() =>
        Assert.All(["s3cret", "auth_key", "1-2-3-4", "film.mkv", "dXNlcjpwYXNz"], secret => Assert.DoesNotContain(secret, _output.Text, StringComparison.Ordinal));
}
