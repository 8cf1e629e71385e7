using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pan123Dav.Commands;
using Pan123Dav.Gateway;
using Pan123Dav.Logging;
using Pan123Dav.Tests.Logging;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Logging;

/// <summary>The whole gateway with a real appsettings.json.</summary>
public sealed class LogLevelReloadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;
    private readonly MemoryOutput _output = new();

    public void Dispose()
    {
        _output.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Reload_WrongLevelThenRightOne_IsToldThenFollowed()
    {
        await WriteAsync("Warning");
        var builder = GatewayHosting.CreateBuilder(["--contentRoot", _folder, "--urls", "http://127.0.0.1:0"]);
        builder.AddGateway();
        builder.Services.AddSingleton(new LogOutput(_output));
        await using var app = builder.Build();
        app.UseGateway();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        // The framework's own filter throws at such a level, on the thread that tells of the change.
        await WriteAsync("Infomation");
        await Eventually.HoldsAsync(() => _output.Text.Contains("Logging:LogLevel:Default: must be ", StringComparison.Ordinal), "the mistake");
        Assert.Contains("did you mean Information?", _output.Text, StringComparison.Ordinal);
        using var still = await client.GetAsync(new Uri("/healthz/live", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(still.IsSuccessStatusCode);
        Assert.DoesNotContain("GET /healthz/live", _output.Text, StringComparison.Ordinal);

        await WriteAsync("Information");
        await Eventually.HoldsAsync(() => _output.Text.Contains("The configuration was reloaded", StringComparison.Ordinal), "the reload");
        using var then = await client.GetAsync(new Uri("/healthz/live", UriKind.Relative), TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => _output.Text.Contains("GET /healthz/live answered 200 ", StringComparison.Ordinal), "the request's event");
    }

    private Task WriteAsync(string level) => File.WriteAllTextAsync(
        Path.Combine(_folder, "appsettings.json"),
        $$"""
        {
          "Logging": { "LogLevel": { "Default": "{{level}}" } },
          "Pan123Dav": { "Mounts": [{ "OriginUrls": "https://h/a.txt" }], "Users": [{ "Name": "u", "Password": "w0rd-of-the-user" }] }
        }
        """,
        TestContext.Current.CancellationToken);
}
