using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Gateway;
using Pan123Dav.Logging;

namespace Pan123Dav.Tests.Support;

/// <summary>
/// The real gateway on real Kestrel and a free port, with settings of its own and a clock that stands still; or, where PAN123DAV_TEST_PROGRAM names one, a
/// program with the same settings, its own clock, and nothing to see of it but answers and its log (<see cref="ProgramHost"/>).
/// </summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string User = "影迷";
    public const string Password = "pass:wörd 密码";
    public const string PrivateKey = "test-private-key-8765";

    private readonly WebApplication? _app;
    private readonly ProgramHost? _program;
    private readonly MemoryStream _log = new();
    private readonly DirectoryInfo _data;

    private GatewayHost(WebApplication app, FakeTimeProvider time, MemoryStream log, DirectoryInfo data)
    {
        _app = app;
        _log = log;
        _data = data;
        Time = time;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("0.0.0.0",
            "127.0.0.1", StringComparison.Ordinal));
        Client = CreateClient(User, Password);
        Stranger = CreateClient(null, null);
    }

    private GatewayHost(ProgramHost program, DirectoryInfo data)
    {
        _program = program;
        _data = data;
        Time = new FakeTimeProvider();
        Address = new Uri(program.Address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        Client = CreateClient(User, Password);
        Stranger = CreateClient(null, null);
    }

    public FakeTimeProvider Time { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public HttpClient Stranger { get; }

    /// <summary>All that was logged; complete once the host is disposed of.</summary>
    public string LogText => _program?.Log ?? Encoding.UTF8.GetString(_log.ToArray());

    public IServiceProvider Services => _app?.Services ?? throw new NotSupportedException("A program shows nothing of its inside.");

    public static Task<GatewayHost> StartAsync(string tree, params (string Key, string? Value)[] settings) =>
        StartAsync(Settings(tree, settings));

    public static async Task<GatewayHost> StartAsync(
        IDictionary<string, string?> settings, Action<IServiceCollection>? services = null, string url = "http://127.0.0.1:0")
    {
        var data = Directory.CreateTempSubdirectory("pan123dav-test-");
        settings.TryAdd("Pan123Dav:DataDirectory", data.FullName);
        if (ProgramHost.Program is { } program && services is null)
        {
            return new GatewayHost(await ProgramHost.StartAsync(program, data.FullName, settings.Append(new("Urls", url))), data);
        }

        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls(url);
        builder.AddGateway();
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
        var log = new MemoryStream();
        builder.Services.AddSingleton(new LogOutput(log));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseGateway();
        await app.StartAsync();
        return new GatewayHost(app, time, log, data);
    }

    public static Dictionary<string, string?> Settings(string tree, params (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Pan123Dav:Mounts:0:OriginUrls"] = tree,
            ["Pan123Dav:Mounts:0:PrivateKey"] = PrivateKey,
            ["Pan123Dav:Mounts:0:Uid"] = "13",
            ["Pan123Dav:Probe:Enabled"] = "false",
            ["Pan123Dav:Users:0:Name"] = User,
            ["Pan123Dav:Users:0:Password"] = Password,
        };
        foreach (var (key, value) in settings)
        {
            all["Pan123Dav:" + key] = value;
        }

        return all;
    }

    public HttpClient CreateClient(string? user, string? password)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (user is not null)
        {
            client.DefaultRequestHeaders.Authorization = Basic(user, password!);
        }

        return client;
    }

    public static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    public async Task<HttpResponseMessage> SendAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async Task<HttpResponseMessage> PropFindAsync(string path, string? depth = "1", string? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), path);
        if (depth is not null)
        {
            request.Headers.Add("Depth", depth);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/xml");
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Changes settings as an edited file would, and loads them.</summary>
    public async Task ReloadAsync(params (string Key, string Value)[] settings)
    {
        var memory = ((IConfigurationRoot)Services.GetRequiredService<IConfiguration>()).Providers.OfType<MemoryConfigurationProvider>().Single();
        foreach (var (key, value) in settings)
        {
            memory.Set(key, value);
        }

        await Services.GetRequiredService<SnapshotReloadService>().ReloadAsync();
    }

    /// <summary>The responses of a PROPFIND that must be a multistatus.</summary>
    public async Task<IReadOnlyList<DavResponse>> ListAsync(string path, string? depth = "1", string? body = null)
    {
        using var response = await PropFindAsync(path, depth, body);
        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        return DavResponse.Parse(await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Sends bytes as they are, which HttpClient would tidy up, and reads the answer until the connection ends.</summary>
    public Task<RawResponse> SendRawAsync(string method, string target, string? body = null, params string[] headers) =>
        RawResponse.SendAsync(Address, method, target, body, [$"Authorization: {Basic(User, Password)}", .. headers]);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Stranger.Dispose();
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _data.Delete(recursive: true);
        AssertNoSecret(LogText);
    }

    /// <summary>Searches all that this gateway logged in its life: every functional test is a test of this.</summary>
    private static void AssertNoSecret(string log)
    {
        Assert.NotEmpty(log);
        foreach (var secret in new[] { PrivateKey, Password, "auth_key", Basic(User, Password).Parameter! })
        {
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
        }
    }
}
