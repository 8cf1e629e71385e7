using System.Text;

namespace Pan123Dav.Tests.Logging;

/// <summary>At which level a request is told of, and what the levels show.</summary>
public sealed class RequestLogLevelTests
{
    [Theory]
    [InlineData("Debug", true)]
    [InlineData("Information", false)]
    public async Task Request_ClientGone_IsADebugLine(string level, bool shown)
    {
        var reached = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var app = await LoggedApp.StartAsync(
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

        using (var socket = await app.ConnectAsync())
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes("GET /gone HTTP/1.1\r\nHost: h\r\n\r\n"), TestContext.Current.CancellationToken);
            await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        }

        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
        await app.StopAsync();
        Assert.Equal(shown ? 1 : 0, app.Output.Lines.Count(line => line.Contains("DBG GET /gone answered 499 ", StringComparison.Ordinal)));
        Assert.DoesNotContain(" ERR ", app.Output.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Warning", 200, 0)]
    [InlineData("Warning", 404, 0)]
    [InlineData("Warning", 500, 1)]
    [InlineData("None", 500, 0)]
    public async Task Request_LevelOff_IsNotLogged(string level, int status, int events)
    {
        await using var app = await LoggedApp.StartAsync(
            context =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            },
            ("Logging:LogLevel:Default", level));

        await app.SendAsync("GET /a HTTP/1.1\r\nHost: h\r\n");

        await app.StopAsync();
        Assert.Equal(events, app.Output.Lines.Length);
    }

    [Fact]
    public async Task Request_LevelChangedWhileRunning_IsFollowed()
    {
        await using var app = await LoggedApp.StartAsync(_ => Task.CompletedTask, ("Logging:LogLevel:Default", "Warning"));
        await app.SendAsync("GET /before HTTP/1.1\r\nHost: h\r\n");

        app.Configuration["Logging:LogLevel:Default"] = "Information";
        app.Configuration.Reload();
        await app.SendAsync("GET /after HTTP/1.1\r\nHost: h\r\n");

        Assert.Contains("GET /after ", await app.OneEventAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Framework_AtTrace_ShowsNoQuery()
    {
        await using var app = await LoggedApp.StartAsync(_ => Task.CompletedTask,
            ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"));

        await app.SendAsync("GET /a?token=s3cret HTTP/1.1\r\nHost: h\r\nAuthorization: Basic dXNlcjpwYXNz\r\n");

        await Eventually.HoldsAsync(() => app.Output.Text.Contains(" answered ", StringComparison.Ordinal), "the event");
        await app.StopAsync();
        app.AssertNoSecret();
    }
}
