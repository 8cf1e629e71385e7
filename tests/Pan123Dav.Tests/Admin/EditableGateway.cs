using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pan123Dav.Commands;
using Pan123Dav.Gateway;
using Pan123Dav.Logging;

namespace Pan123Dav.Tests.Admin;

/// <summary>A gateway whose settings and tree are files, as an owner has them, with an administrator and a guest.</summary>
internal sealed class EditableGateway : IAsyncDisposable
{
    public const string Owner = "owner";
    public const string Tree = "a.mkv:100:1694101621:https://vip.123pan.cn/13/a.mkv\n";

    /// <summary>A text to put in the place of <see cref="Tree"/>.</summary>
    public const string OtherTree = "b.mkv:200:1694101621:https://vip.123pan.cn/13/b.mkv\n";

    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder;
    private readonly MemoryStream _log;

    private EditableGateway(WebApplication app, TemporaryFolder folder, MemoryStream log)
    {
        (_app, _folder, _log) = (app, folder, log);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = CreateClient(Owner);
        Guest = CreateClient("guest");
        Stranger = CreateClient(null);
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public HttpClient Guest { get; }

    public HttpClient Stranger { get; }

    public IServiceProvider Services => _app.Services;

    public string TreeFile => _folder["tree.txt"];

    public string SettingsFile => _folder["appsettings.json"];

    public string this[string name] => _folder[name];

    /// <summary>What was logged so far.</summary>
    public string LogText => Encoding.UTF8.GetString(_log.ToArray());

    /// <param name="settings">The settings file; null for <see cref="Settings"/>.</param>
    /// <param name="arguments">Keys from elsewhere, as on the command line.</param>
    /// <param name="prepare">What else is done with the folder before the start.</param>
    /// <param name="services">What is different in this gateway.</param>
    public static async Task<EditableGateway> StartAsync(
        string? settings = null, string[]? arguments = null, Action<TemporaryFolder>? prepare = null, Action<IServiceCollection>? services = null)
    {
        var folder = new TemporaryFolder();
        folder.Write("tree.txt", Tree);
        var file = folder.Write("appsettings.json", settings ?? Settings());
        prepare?.Invoke(folder);
        var builder = GatewayHosting.CreateBuilder(arguments ?? [], Pan123Dav.Configuration.SettingsFile.From(file));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddGateway();
        var log = new MemoryStream();
        builder.Services.AddSingleton(new LogOutput(log));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseGateway();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new EditableGateway(app, folder, log);
    }

    /// <summary>A settings file with comments and an order of its own.</summary>
    public static string Settings(string users = "", string rest = "", string mount = "\"OriginUrlsFile\": \"tree.txt\"") => $$"""
        {
          // What an owner wrote.
          "Logging": { "LogLevel": { "Default": "Information" } },
          "Pan123Dav": {
            "DataDirectory": "data", // beside it
            "Probe": { "Enabled": false },
            "Mounts": [ { {{mount}}, "Type": "UrlTree" } ],
            "Users": [
              // me
              { "Name": "owner", "Password": "{{GatewayHost.Password}}", "Admin": true },
              { "Name": "guest", "Password": "{{GatewayHost.Password}}", "Paths": ["/"] }{{users}}
            ]{{rest}}
          }
        }

        """;

    /// <summary>A settings file with the members of one user.</summary>
    public static string OneUser(string members) => $$"""
        {
          "Pan123Dav": {
            "DataDirectory": "data",
            "Probe": { "Enabled": false },
            "Mounts": [ { "OriginUrlsFile": "tree.txt", "Type": "UrlTree" } ],
            "Users": [ { {{members}} } ]
          }
        }
        """;

    public static void SetMode(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }
    }

    public static void AssertMode(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(mode, File.GetUnixFileMode(file));
        }
    }

    public HttpClient CreateClient(string? user, string password = GatewayHost.Password)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (user is not null)
        {
            client.DefaultRequestHeaders.Authorization = GatewayHost.Basic(user, password);
        }

        return client;
    }

    /// <summary>Sends something as the administrator.</summary>
    public Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PutTreeAsync(byte[] text, string? ifMatch = null, string type = "text/plain", int index = 0)
    {
        var content = new ByteArrayContent(text);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return SendAsync("PUT", $"/api/v1/trees/{index}", content, ifMatch is null ? [] : [("If-Match", ifMatch)]);
    }

    public Task<HttpResponseMessage> PutTreeAsync(string text, string? ifMatch = null) => PutTreeAsync(Encoding.UTF8.GetBytes(text), ifMatch);

    /// <summary>The JSON of an answer that must be good.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ReadAsync(response);
    }

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    /// <summary>The problem that a refused request is answered with.</summary>
    public static async Task<JsonNode> ReadProblemAsync(HttpResponseMessage response, HttpStatusCode status, string? code = null)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        var problem = await ReadAsync(response);
        Assert.Equal((int)status, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEmpty((string)problem["detail"]!);
        Assert.Equal(code, (string?)problem["code"]);
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Guest.Dispose();
        Stranger.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
        Assert.DoesNotContain(GatewayHost.Password, LogText, StringComparison.Ordinal);
    }
}
