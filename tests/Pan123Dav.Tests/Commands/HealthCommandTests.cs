using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Pan123Dav.Commands;
using Pan123Dav.Network;

namespace Pan123Dav.Tests.Commands;

public sealed class HealthCommandTests
{
    [Theory]
    [InlineData(200, 0, "")]
    [InlineData(503, 1, "error not-ready: 503 was the answer")]
    public async Task Health_Answer_IsTheExitCode(int status, int code, string error)
    {
        var asked = "";
        await using var app = await StartAsync(context =>
        {
            asked = context.Request.Path;
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        var run = await CommandRun.OfAsync(HealthCommand.Create(), "--url", app.Urls.First());

        Assert.Equal(code, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        Assert.Equal("/healthz/ready", asked);
    }

    [Fact]
    public async Task Health_FromConfiguration_AsksThere()
    {
        await using var app = await StartAsync(_ => Task.CompletedTask);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Urls", app.Urls.First())]).Build();

        Assert.Equal(new CommandRun(0, "", ""), await CommandRun.OfAsync(HealthCommand.Create(() => configuration)));
    }

    [Fact]
    public async Task Health_NobodyListens_Is1()
    {
        var app = await StartAsync(_ => Task.CompletedTask);
        var address = app.Urls.First();
        await app.DisposeAsync();

        var run = await CommandRun.OfAsync(HealthCommand.Create(), "--url", address);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{address}/healthz/ready: error unreachable: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://h")]
    [InlineData("nonsense")]
    public async Task Health_WrongUrl_IsAUsageError(string url)
    {
        var run = await CommandRun.OfAsync(HealthCommand.Create(), "--url", url);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error usage:", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5000/")]
    [InlineData("http://localhost:8080/", "http_ports=8080")]
    [InlineData("http://localhost:8080/", "http_ports=8080;9090", "https_ports=8443")]
    [InlineData("https://localhost:8443/", "https_ports=8443")]
    [InlineData("http://localhost:81/", "http_ports=8080", "urls=http://*:81")]
    [InlineData("http://localhost:81/", "urls=https://+:443;http://+:81")]
    [InlineData("http://10.0.0.1:81/", "urls=http://10.0.0.1:81")]
    [InlineData("http://[::1]:81/", "urls=http://[::1]:81")]
    [InlineData("http://localhost:81/", "urls=http://[::]:81")]
    [InlineData("http://localhost/", "urls=http://0.0.0.0")]
    [InlineData("http://localhost:82/", "urls=http://*:81", "Kestrel:Endpoints:A:Url=http://*:82")]
    public void ListenAddress_Configuration_IsWhereKestrelListens(string expected, params string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting =>
            KeyValuePair.Create(setting[..setting.IndexOf('=', StringComparison.Ordinal)],
                (string?)setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..]))).Build();

        Assert.Equal(expected, ListenAddress.Find(configuration)!.AbsoluteUri);
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
