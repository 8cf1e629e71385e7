using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Pan123Dav.Emulator.Chain;
using Pan123Dav.Emulator.Faults;
using Pan123Dav.Emulator.Links;
using Pan123Dav.Emulator.Serving;

namespace Pan123Dav.Emulator.Hosting;

/// <summary>One request of the direct-link host, from its link to its answer.</summary>
internal sealed class DirectLinkHandler(EmulatorOptions options, EmulatorStatistics statistics, AccountServer? account) : IDisposable
{
    private readonly LinkVerifier _verifier = new(options.PrivateKey, options.Uid);
    private readonly FileAnswer _fileAnswer = new(statistics);
    private readonly RemoteAuthCaller _remoteAuth = new(statistics, options.PaceTimeProvider);
    private volatile EmulatorSwitches _switches = options.Switches;

    public ConcurrentDictionary<string, EmulatorFile> Files { get; } = new(options.Files);

    public ConcurrentDictionary<string, ActiveFault> Faults { get; } = new();

    public EmulatorSwitches Switches { get => _switches; set => _switches = value; }

    public async Task AnswerAsync(HttpContext context, CancellationToken cancellation)
    {
        var switches = _switches;
        var now = options.TimeProvider.GetUtcNow() + switches.ClockOffset;
        context.Response.Headers.Date = HeaderUtilities.FormatDate(now);

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "only GET and HEAD are served");
            return;
        }

        if (!RequestTarget.TryParse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, out var target))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "the path is not percent-encoded as it should be");
            return;
        }

        if (switches.RefuseHead && HttpMethods.IsHead(context.Request.Method))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "HEAD is refused");
            return;
        }

        if (account is not null && ChainHandler.Owns(target.Path))
        {
            await FollowAsync(context, target, account, now, cancellation);
            return;
        }

        var file = Files.GetValueOrDefault(target.Path) ?? account?.FindDirect(target.Path);
        var state = switches.AuthenticationOff || file is { Public: true }
            ? LinkState.Good
            : _verifier.Verify(target, switches.AcceptExpired ? null : now.ToUnixTimeSeconds(), switches.SignedPathIsEscaped);
        var fault = Faults.GetValueOrDefault(target.Path, ActiveFault.None);
        if (state == LinkState.Good && fault.TakeRefusal())
        {
            state = LinkState.Expired;
        }

        if (state != LinkState.Good)
        {
            statistics.AddRefused();
            await Answers.RefuseAsync(context, state);
            return;
        }

        if (file is null)
        {
            statistics.AddNotFound();
            await Answers.JsonAsync(context, StatusCodes.Status404NotFound, "there is no such file");
            return;
        }

        if (switches.RemoteAuth is { } remoteAuth && !await _remoteAuth.AllowsAsync(remoteAuth, context, target, cancellation))
        {
            statistics.AddRefused();
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.ContentLength = 0;
            return;
        }

        statistics.AddFile(target.Path, context.Request.Method);
        var traffic = HttpMethods.IsGet(context.Request.Method) ? account?.Traffic.Begin(now, target.Path, file.Content.Length) : null;
        await AnswerFileAsync(context, target, file, fault.Fault, traffic, cancellation);
    }

    /// <summary>Answers a request to the WebDAV server.</summary>
    public async Task AnswerWebDavAsync(HttpContext context, RequestTarget target, AccountServer server, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await server.AnswerWebDavAsync(context, target, now, cancellation) is { } file)
        {
            await AnswerFileAsync(context, target, file, Faults.GetValueOrDefault(target.Path, ActiveFault.None).Fault, null, cancellation);
        }
    }

    public void Dispose() => _remoteAuth.Dispose();

    private async Task FollowAsync(HttpContext context, RequestTarget target, AccountServer server, DateTimeOffset now, CancellationToken cancellation)
    {
        var fault = Faults.GetValueOrDefault(target.Path, ActiveFault.None);
        if (fault.TakeRefusal())
        {
            statistics.AddRefused();
            await Answers.RefuseAsync(context, LinkState.Expired);
        }
        else if (await server.FollowAsync(context, target, now) is { } file)
        {
            statistics.AddFile(target.Path, context.Request.Method);
            await AnswerFileAsync(context, target, file, fault.Fault, null, cancellation);
        }
        else if (context.Response.StatusCode == StatusCodes.Status403Forbidden)
        {
            statistics.AddRefused();
        }
    }

    private async Task AnswerFileAsync(
        HttpContext context, RequestTarget target, EmulatorFile file, EmulatorFault fault, TrafficEntry? traffic, CancellationToken cancellation)
    {
        if (fault.Latency != TimeSpan.Zero)
        {
            await Task.Delay(fault.Latency, options.TimeProvider, cancellation);
        }

        if (fault.HeaderBytes > 0)
        {
            context.Response.Headers["X-Padding"] = new string('x', fault.HeaderBytes);
        }

        if (fault.Status is { } status)
        {
            await Answers.JsonAsync(context, status, "a fault was asked for");
        }
        else if (fault.RedirectTo is { } location)
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = location.Contains('?', StringComparison.Ordinal) || target.Query == ""
                ? location
                : $"{location}?{target.Query}";
        }
        else if (fault.Html)
        {
            await Answers.HtmlAsync(context);
        }
        else
        {
            await _fileAnswer.WriteAsync(context, target.Path, file, fault, traffic, cancellation);
        }
    }

    private Task RefuseAsync(HttpContext context, int status, string message)
    {
        statistics.AddRefused();
        return Answers.JsonAsync(context, status, message);
    }
}
