using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Http;
using Serilog.Core;
using Serilog.Events;

namespace Pan123Dav.Logging;

/// <summary>
/// Middleware that measures each request and logs one completion event for it: Information, or Error for a 5xx; Debug when the client went away.
/// Neither query nor headers are ever logged. Levels come from the category of this class.
/// </summary>
internal sealed class RequestLog
{
    /// <summary>The response header that tells how the bytes go to the client.</summary>
    private const string DeliveryHeader = "X-Pan123Dav-Delivery";

    private const int MaxPath = 1024;
    private const int MaxUser = 128;
    private const int ClientClosedRequest = StatusCodes.Status499ClientClosedRequest;

    private readonly RequestDelegate _next;
    private readonly Logger _log;
    private readonly ILogger<RequestLog> _levels;
    private readonly RequestDurations _durations;
    private readonly TimeProvider _timeProvider;

    /// <param name="next">What answers the request.</param>
    /// <param name="log">Takes the event, past Microsoft.Extensions.Logging and its cost a message.</param>
    /// <param name="levels">Asked for its levels only.</param>
    /// <param name="durations">Counts.</param>
    /// <param name="timeProvider">Measures.</param>
    public RequestLog(RequestDelegate next, Logger log, ILogger<RequestLog> levels, RequestDurations durations, TimeProvider timeProvider)
    {
        _next = next;
        _log = log;
        _levels = levels;
        _durations = durations;
        _timeProvider = timeProvider;
    }

    /// <summary>
    /// Answers the request and logs that. What is thrown because the client went away ends here, at any level: the server would log it as an error.
    /// </summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var started = _timeProvider.GetTimestamp();
        try
        {
            await _next(context);
        }
        catch (Exception exception) when (ClientDisconnect.IsReasonFor(exception, context))
        {
            // What was sent of an answer must not look whole.
            context.Abort();
            Complete(context, started, ClientClosedRequest, LogLevel.Debug, exception: null);
            return;
        }
        catch (Exception exception)
        {
            var status = context.Response.HasStarted ? context.Response.StatusCode : StatusCodes.Status500InternalServerError;
            Complete(context, started, status, LogLevel.Error, exception);
            throw;
        }

        var answered = context.Response.StatusCode;
        var level = answered < StatusCodes.Status500InternalServerError ? LogLevel.Information
            : context.RequestAborted.IsCancellationRequested ? LogLevel.Debug
            : LogLevel.Error;
        Complete(context, started, answered, level, exception: null);
    }

    private void Complete(HttpContext context, long started, int status, LogLevel level, Exception? exception)
    {
        var elapsed = _timeProvider.GetElapsedTime(started);
        _durations.Record(context.Request.Method, status, elapsed);
        if (!_levels.IsEnabled(level))
        {
            return;
        }

        _log.Write(RequestEvent.Create(
            _timeProvider.GetUtcNow(),
            level switch { LogLevel.Error => LogEventLevel.Error, LogLevel.Debug => LogEventLevel.Debug, _ => LogEventLevel.Information },
            exception,
            context.Request.Method,
            GetPath(context),
            status,
            context.User.Identity?.Name is { } name ? EscapedText.Escape(name, MaxUser) : null,
            context.Response.Headers.TryGetValue(DeliveryHeader, out var delivery) ? delivery.ToString() : null,
            GetBytes(context, status),
            elapsed));
    }

    private static string GetPath(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(raw))
        {
            // The in-memory test server has no raw target.
            return EscapedText.Escape(context.Request.PathBase.Add(context.Request.Path).ToUriComponent(), MaxPath);
        }

        var path = raw.AsSpan();
        if (raw[0] != '/' && path.IndexOf("://") is > 0 and var scheme)
        {
            // Absolute form, as to a proxy (RFC 9112, 3.2.2): the authority may hold credentials.
            path = path[(scheme + 3)..];
            path = path.IndexOfAny('/', '?') is >= 0 and var slash ? path[slash..] : [];
        }

        var query = path.IndexOf('?');
        return query < 0 && path.Length == raw.Length ? EscapedText.Escape(raw, MaxPath) : EscapedText.Escape(query < 0 ? path : path[..query], MaxPath);
    }

    private static long GetBytes(HttpContext context, int status)
    {
        if (HttpMethods.IsHead(context.Request.Method) || status == StatusCodes.Status304NotModified)
        {
            return 0;
        }

        return context.Features.Get<ResponseSummary>()?.Bytes ?? context.Response.ContentLength ?? 0;
    }
}
