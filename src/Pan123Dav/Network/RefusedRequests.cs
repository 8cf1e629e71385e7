using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Pan123Dav.Network;

/// <summary>
/// One line for each request that Kestrel itself refuses, before anything of the gateway sees it (400, 408, 413, 414, 431): why and whom, and nothing
/// that was sent. Kestrel's own message shows the line or header that it stumbled over, which may hold a password.
/// </summary>
internal sealed class RefusedRequests(
    DiagnosticListener listener, ILogger<RefusedRequests> logger) : IObserver<KeyValuePair<string, object?>>, IHostedService, IDisposable
{
    private const string EventName = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = listener.Subscribe(this, static name => name == EventName);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is IFeatureCollection features && features.Get<IBadRequestExceptionFeature>()?.Error is BadHttpRequestException refusal)
        {
            Log.RequestRefused(logger, features.Get<IHttpConnectionFeature>()?.RemoteIpAddress, refusal.StatusCode, GetReason(refusal.Message));
        }
    }

    public void OnError(Exception error)
    {
    }

    public void OnCompleted()
    {
    }

    public void Dispose() => _subscription?.Dispose();

    /// <summary>The part of Kestrel's message that is the same for everybody: what was sent comes behind a colon or in quotes.</summary>
    internal static string GetReason(string message)
    {
        var end = message.AsSpan().IndexOfAny(":'\"");
        return (end < 0 ? message : message[..end]).Trim().TrimEnd('.');
    }
}
