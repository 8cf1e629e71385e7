using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Http;
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

    private const int ClientClosedRequest = StatusCodes.Status499ClientClosedRequest;

    private readonly RequestDelegate _next;
    private readonly BackgroundLogSink _log;
    private readonly ILogger<RequestLog> _levels;
    private readonly RequestDurations _durations;
    private readonly TimeProvider _timeProvider;

    /// <param name="next">What answers the request.</param>
    /// <param name="log">Takes what is told, past Microsoft.Extensions.Logging and Serilog and their cost a message.</param>
    /// <param name="levels">Asked for its levels only.</param>
    /// <param name="durations">Counts.</param>
    /// <param name="timeProvider">Measures.</param>
    public RequestLog(RequestDelegate next, BackgroundLogSink log, ILogger<RequestLog> levels, RequestDurations durations, TimeProvider timeProvider)
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
        if (_levels.IsEnabled(LogLevel.Information))
        {
            context.Features.Set(new ResponseSummary());
        }

        try
        {
            await _next(context);
        }
        catch (Exception exception) when (ClientDisconnect.IsReasonFor(exception, context))
        {
            // What was sent of an answer must not look whole.
            context.Abort();
            Complete(context, started, ClientClosedRequest, WentAway(context), exception: null);
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
            : context.RequestAborted.IsCancellationRequested ? WentAway(context)
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

        var summary = context.Features.Get<ResponseSummary>();
        _log.Emit(new AnsweredRequest(
            _timeProvider.GetUtcNow(),
            level switch { LogLevel.Error => LogEventLevel.Error, LogLevel.Debug => LogEventLevel.Debug, _ => LogEventLevel.Information },
            exception,
            context.Request.Method,
            GetPath(context),
            status,
            context.User.Identity?.Name,
            context.Response.Headers.TryGetValue(DeliveryHeader, out var delivery) ? delivery.ToString() : null,
            GetBytes(context, status, summary),
            elapsed,
            summary?.Link));
    }

    // A link that was made is told of, whoever got it.
    private static LogLevel WentAway(HttpContext context) =>
        context.Features.Get<ResponseSummary>()?.Link is null ? LogLevel.Debug : LogLevel.Information;

    private static ReadOnlyMemory<char> GetPath(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(raw))
        {
            // The in-memory test server has no raw target.
            return context.Request.PathBase.Add(context.Request.Path).ToUriComponent().AsMemory();
        }

        var path = raw.AsMemory();
        if (raw[0] != '/' && raw.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            // Absolute form, as to a proxy (RFC 9112, 3.2.2): the authority may hold credentials.
            path = path[(scheme + 3)..];
            path = path.Span.IndexOfAny('/', '?') is >= 0 and var slash ? path[slash..] : default;
        }

        var query = path.Span.IndexOf('?');
        return query < 0 ? path : path[..query];
    }

    private static long GetBytes(HttpContext context, int status, ResponseSummary? summary)
    {
        if (HttpMethods.IsHead(context.Request.Method) || status == StatusCodes.Status304NotModified)
        {
            return 0;
        }

        return summary?.Bytes ?? context.Response.ContentLength ?? 0;
    }
}
