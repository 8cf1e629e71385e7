using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Faults;
using Pan123Dav.Emulator.Links;
using Pan123Dav.Emulator.Serving;
using Pan123Dav.Emulator.WebDav;

namespace Pan123Dav.Emulator.Hosting;

/// <summary>
/// A stand-in for 123's direct-link host, and with an account for its interfaces too, on a loopback port. It reads no configuration file,
/// environment variable or signal; it runs from <see cref="StartAsync"/> until it is disposed of.
/// </summary>
public sealed class EmulatorHost : IAsyncDisposable
{
    private readonly EmulatorOptions _options;
    private readonly AccountServer? _account;
    private readonly DirectLinkHandler _handler;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _app;
    private int _disposed;

    private EmulatorHost(EmulatorOptions options, int port)
    {
        _options = options;
        _account = options.Account is null ? null : new AccountServer(options, options.Account);
        _handler = new DirectLinkHandler(options, Requests, _account);

        // The empty builder alone leaves ASPNETCORE_URLS, appsettings.json and the console logger out.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Pan123Dav.Emulator" });
        builder.Services.AddSingleton<IHostLifetime, NullHostLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A paused player reads nothing for minutes.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What it was asked so far.</summary>
    public EmulatorStatistics Requests { get; } = new();

    /// <summary>How strict it is; may be replaced at any time and holds from the next request on.</summary>
    public EmulatorSwitches Switches { get => _handler.Switches; set => _handler.Switches = value; }

    /// <summary>How the interfaces behave; may be replaced at any time and holds from the next call on. Needs an account.</summary>
    public ApiSwitches Api { get => Server.Switches; set => Server.Switches = value; }

    /// <summary>What the interfaces were asked so far. Needs an account.</summary>
    public ApiStatistics Calls => Server.Statistics;

    /// <summary>How the WebDAV server behaves; may be replaced at any time and holds from the next request on. Needs an account.</summary>
    public WebDavSwitches WebDav { get => Server.WebDavSwitches; set => Server.WebDavSwitches = value; }

    /// <summary>What the WebDAV server was asked so far. Needs an account.</summary>
    public WebDavStatistics WebDavRequests => Server.WebDavStatistics;

    /// <summary>What the link host sent in the last three days, oldest first. Needs an account.</summary>
    public IReadOnlyList<TrafficEntry> Traffic => Server.Traffic.Entries;

    private AccountServer Server => _account ?? throw new InvalidOperationException($"The host was started without {nameof(EmulatorOptions.Account)}.");

    /// <summary>Starts a host on <paramref name="port"/> of 127.0.0.1, or on any free one for 0. A port in use is an <see cref="IOException"/>.</summary>
    public static async Task<EmulatorHost> StartAsync(EmulatorOptions options, int port, CancellationToken cancellationToken)
    {
        var host = new EmulatorHost(options, port);
        try
        {
            await host._app.StartAsync(cancellationToken);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        host.Address = new Uri(host._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return host;
    }

    /// <summary>Adds or replaces the file at a percent-decoded <paramref name="path"/>, such as <c>/13/第 1 集.flac</c>.</summary>
    public void Add(string path, EmulatorFile file) => _handler.Files[Rooted(path)] = file;

    /// <summary>Takes the file at <paramref name="path"/> away; false when there is none.</summary>
    public bool Remove(string path) => _handler.Files.TryRemove(Rooted(path), out _);

    /// <summary>Lets something go wrong with the file at <paramref name="path"/>, or nothing any more for null.</summary>
    public void SetFault(string path, EmulatorFault? fault)
    {
        if (fault is null)
        {
            _handler.Faults.TryRemove(Rooted(path), out _);
        }
        else
        {
            _handler.Faults[Rooted(path)] = new ActiveFault(fault);
        }
    }

    /// <summary>
    /// Lets something go wrong with a call, or with every call for a null <paramref name="endpoint"/>; with
    /// nothing any more for a null fault. Needs an account.
    /// </summary>
    public void SetCallFault(EmulatorEndpoint? endpoint, EmulatedApiFault? fault) => Server.SetFault(endpoint, fault);

    /// <summary>Lets something go wrong with the WebDAV server, or nothing any more for null. Needs an account.</summary>
    public void SetWebDavFault(WebDavFault? fault) => Server.SetWebDavFault(fault);

    /// <summary>Makes every token that was given bad, as a password change does. Needs an account.</summary>
    public void RevokeTokens() => Server.Tokens.Revoke();

    /// <summary>Stops listening and ends what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _handler.Dispose();
        _stopping.Dispose();
    }

    private static string Rooted(string path) => path.StartsWith('/') ? path : throw new ArgumentException($"A path starts with a slash: {path}", nameof(path));

    private async Task AnswerAsync(HttpContext context)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        var call = FindCall(context, out var endpoint, out var isWebDav);
        if (call is null)
        {
            Requests.Begin(context.Request);
        }

        try
        {
            _options.Observer?.Invoke(context.Request);
            var now = _options.TimeProvider.GetUtcNow() + Switches.ClockOffset;
            await (call is null ? _handler.AnswerAsync(context, cancellation.Token)
                : isWebDav ? _handler.AnswerWebDavAsync(context, call, Server, now, cancellation.Token)
                : Server.AnswerCallAsync(context, endpoint, call, now, cancellation.Token));
            Report(context, null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception exception) when (_options.Logger is not null)
        {
            Report(context, exception);
            throw;
        }
        finally
        {
            if (call is null)
            {
                Requests.End();
            }
        }
    }

    private RequestTarget? FindCall(HttpContext context, out EmulatorEndpoint endpoint, out bool isWebDav)
    {
        (endpoint, isWebDav) = (default, false);
        if (_account is null || !RequestTarget.TryParse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var target))
        {
            return null;
        }

        isWebDav = WebDavHandler.Owns(target.Path);
        return isWebDav || ApiRoutes.TryMatch(target.Path, out endpoint) ? target : null;
    }

    private void Report(HttpContext context, Exception? exception)
    {
        if (_options.Logger is not { } logger)
        {
            return;
        }

        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', 2)[0];
        if (exception is null)
        {
            Log.Answered(logger, context.Request.Method, path, context.Response.StatusCode);
        }
        else
        {
            Log.Failed(logger, context.Request.Method, path, exception);
        }
    }
}
