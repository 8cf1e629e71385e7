using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Authentication.Sessions;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Logging;
using Pan123Dav.Tests.Authentication.Passwords;
using Pan123Dav.Tests.Support;
using SignInOptions = Pan123Dav.Authentication.Throttling.SignInOptions;
using UserOptions = Pan123Dav.Authentication.UserOptions;

namespace Pan123Dav.Tests.Authentication;

/// <summary>A Kestrel that needs a signed-in user for <c>/dav</c> and <c>/explicit</c>, and none for <c>/open</c>. All tell who the user is.</summary>
internal sealed class AuthenticationServer : IAsyncDisposable
{
    private readonly RecordingLog _log = new();
    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private StubUsers _users = null!;

    private AuthenticationServer(UserOptions[] users)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(_log);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton<IPasswordHasher<string>>(Hasher);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<GatewayMetrics>();
        builder.Services.AddSingleton<IOptionsMonitor<SignInOptions>>(new FixedOptions<SignInOptions>(new SignInOptions()));
        builder.Services.AddSingleton<IOptionsMonitor<UserSessionOptions>>(new FixedOptions<UserSessionOptions>(new UserSessionOptions()));
        builder.Services.AddSingleton<IOptionsMonitor<JwtOptions>>(new FixedOptions<JwtOptions>(new JwtOptions()));
        builder.Services.AddSingleton<IUserDirectoryProvider>(provider => _users = new StubUsers(Create(provider, users)));
        builder.Services.AddGatewayAuthentication();
        builder.Services.AddSingleton(Directories.NoTokens);
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.Map("/dav", context => context.Response.WriteAsync(((StubStorage)GatewayPrincipal.GetStorage(context)).Name));
        _app.Map("/explicit", context => context.Response.WriteAsync(context.User.Identity?.Name ?? "nobody")).RequireAuthorization();
        _app.Map("/open", context => context.Response.WriteAsync(context.User.Identity?.Name ?? "nobody")).AllowAnonymous();
        _app.Services.GetRequiredService<IUserDirectoryProvider>();
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    }

    public CountingHasher Hasher { get; } = new();

    public FakeTimeProvider Time { get; } = new();

    public IReadOnlyCollection<string> Logged => _log.Texts;

    public static async Task<AuthenticationServer> StartAsync(params UserOptions[] users)
    {
        var gateway = new AuthenticationServer(users);
        await gateway._app.StartAsync(TestContext.Current.CancellationToken);
        gateway._client.BaseAddress = new Uri(gateway._app.Urls.Single());
        return gateway;
    }

    /// <summary>What a reload does.</summary>
    public void Replace(params UserOptions[] users) => _users.Users = Create(_app.Services, users);

    private UserDirectory Create(IServiceProvider services, UserOptions[] users) =>
        UserDirectory.Create(users, user => new StubStorage(user.Name), services.GetRequiredService<LimitedPasswordHasher>(), Time);

    public async Task<HttpResponseMessage> SendAsync(string path, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        Assert.True(authorization is null || request.Headers.TryAddWithoutValidation("Authorization", authorization));
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(string path, string? authorization = null)
    {
        using var response = await SendAsync(path, authorization);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
