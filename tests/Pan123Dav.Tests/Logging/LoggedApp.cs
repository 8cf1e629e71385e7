using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pan123Dav.Logging;

namespace Pan123Dav.Tests.Logging;

/// <summary>The request log in front of one handler on real Kestrel: the raw target, broken connections and the framework's own log are what matters.</summary>
internal sealed class LoggedApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoggedApp(WebApplication app, MemoryOutput output) => (_app, Output) = (app, output);

    public MemoryOutput Output { get; }

    public IConfigurationRoot Configuration => (IConfigurationRoot)_app.Configuration;

    public static async Task<LoggedApp> StartAsync(RequestDelegate answer, params (string Key, string Value)[] settings)
    {
        var output = new MemoryOutput();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(
            [new("Logging:LogLevel:Microsoft", "Warning"), .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))]);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddGatewayLogging(LoggingOptions.From(builder.Configuration));
        builder.Services.AddSingleton(new LogOutput(output));
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseRequestLog();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new LoggedApp(app, output);
    }

    /// <summary>Sends the head of a request, and gives the whole answer once the server closes.</summary>
    public async Task<string> SendAsync(string head)
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes($"{head}Connection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        await using var stream = new NetworkStream(socket);
        await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.First()).Port, TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>Stops the host, which writes everything, and gives the lines.</summary>
    public async Task<string[]> StopAsync()
    {
        await DisposeAsync();
        return Output.Lines;
    }

    /// <summary>Stops the host and gives the only line.</summary>
    public async Task<string> OneEventAsync()
    {
        var lines = await StopAsync();
        Assert.True(lines.Length == 1, Output.Text);
        return lines[0];
    }

    public void AssertNoSecret() =>
        Assert.All(["s3cret", "auth_key", "1-2-3-4", "film.mkv", "dXNlcjpwYXNz"],
            secret => Assert.DoesNotContain(secret, Output.Text, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
    }
}
