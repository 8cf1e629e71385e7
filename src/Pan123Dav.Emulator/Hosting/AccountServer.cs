using Microsoft.AspNetCore.Http;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Chain;
using Pan123Dav.Emulator.Links;
using Pan123Dav.Emulator.WebDav;

namespace Pan123Dav.Emulator.Hosting;

/// <summary>What the host is besides a link host when it has an account: the three interfaces, and what their links lead to.</summary>
internal sealed class AccountServer
{
    private readonly DirectPaths _paths;
    private readonly ChainHandler _chain;
    private readonly ApiHandler _api;
    private readonly WebDavHandler _webDav;
    private volatile ApiSwitches _switches;
    private volatile WebDavSwitches _webDavSwitches;

    public AccountServer(EmulatorOptions options, EmulatorAccount account)
    {
        _switches = options.Api;
        _webDavSwitches = options.WebDav;
        _paths = new DirectPaths(account, options.Uid);
        var links = new DownloadLinks();
        _chain = new ChainHandler(account, links, Statistics);
        _webDav = new WebDavHandler(account, links, WebDavStatistics);
        _api = new ApiHandler(
            options.TimeProvider,
            options.PaceTimeProvider,
            new EmulatedOpenPlatform(account, options.Uid, Tokens, Statistics, links, Traffic, _paths),
            new EmulatedWebApi(account, options.Uid, Tokens, Statistics, links),
            Statistics);
    }

    public ApiStatistics Statistics { get; } = new();

    public EmulatedTokenStore Tokens { get; } = new();

    public TrafficLog Traffic { get; } = new();

    public ApiSwitches Switches { get => _switches; set => _switches = value; }

    public WebDavStatistics WebDavStatistics { get; } = new();

    public WebDavSwitches WebDavSwitches { get => _webDavSwitches; set => _webDavSwitches = value; }

    public void SetWebDavFault(WebDavFault? fault) => _webDav.SetFault(fault);

    /// <summary>Answers a request to the WebDAV server; content that it serves itself is returned instead.</summary>
    public Task<EmulatorFile?> AnswerWebDavAsync(HttpContext context, RequestTarget target, DateTimeOffset now, CancellationToken cancellation) =>
        _webDav.AnswerAsync(context, target, EmulatedApiCall.GetOrigin(context.Request), _webDavSwitches, now, cancellation);

    public void SetFault(EmulatorEndpoint? endpoint, EmulatedApiFault? fault) => _api.SetFault(endpoint, fault);

    public Task AnswerCallAsync(HttpContext context, EmulatorEndpoint endpoint, RequestTarget target, DateTimeOffset now, CancellationToken cancellation) =>
        _api.AnswerAsync(context, endpoint, target, _switches, now, cancellation);

    /// <summary>Answers a request of the link chain; content that may be had is returned instead.</summary>
    public Task<EmulatorFile?> FollowAsync(HttpContext context, RequestTarget target, DateTimeOffset now) =>
        _chain.AnswerAsync(context, target, EmulatedApiCall.GetOrigin(context.Request), _switches, _webDavSwitches, now);

    /// <summary>The account's file at a path of the link host.</summary>
    public EmulatorFile? FindDirect(string path) => _paths.TryFind(path, out var file)
        ? new EmulatorFile(file.Content!, file.Modified) { EntityTag = $"\"{file.Md5}\"", Name = file.Name }
        : null;
}
