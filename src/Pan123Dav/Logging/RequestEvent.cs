using Serilog.Events;
using Serilog.Parsing;

namespace Pan123Dav.Logging;

/// <summary>The one event that tells of an answered request.</summary>
internal static class RequestEvent
{
    private const int MaxMethod = 32;
    private const int MaxStatusCodes = 600;

    private static readonly MessageTemplate Template = new MessageTemplateParser().Parse(
        "{Method} {Path} answered {StatusCode} for {User} ({Delivery}): {Bytes} bytes in {ElapsedMilliseconds:0.0} ms");

    private static readonly ScalarValue None = new("-");
    private static readonly ScalarValue NoBytes = new(0L);
    private static readonly ScalarValue?[] StatusCodes = new ScalarValue?[MaxStatusCodes];
    private static readonly Dictionary<string, ScalarValue> Methods =
        new[] { "GET", "HEAD", "OPTIONS", "PROPFIND" }.ToDictionary(method => method, method => new ScalarValue(method), StringComparer.Ordinal);

    /// <summary>Builds the event from values that are fit for a log already, but for the method.</summary>
    public static LogEvent Create(
        DateTimeOffset now, LogEventLevel level, Exception? exception, string method,
        string path, int status, string? user, string? delivery, long bytes, TimeSpan elapsed)
    {
        // In the constructor's place: it would copy the properties into a dictionary of its own.
        return LogEvent.UnstableAssembleFromParts(now, level, exception, Template, new Dictionary<string, LogEventPropertyValue>(7)
        {
            ["Method"] = Methods.TryGetValue(method, out var known) ? known : new ScalarValue(EscapedText.Escape(method, MaxMethod)),
            ["Path"] = new ScalarValue(path),
            ["StatusCode"] = StatusCode(status),
            ["User"] = string.IsNullOrEmpty(user) ? None : new ScalarValue(user),
            ["Delivery"] = string.IsNullOrEmpty(delivery) ? None : new ScalarValue(delivery),
            ["Bytes"] = bytes == 0 ? NoBytes : new ScalarValue(bytes),
            ["ElapsedMilliseconds"] = new ScalarValue(Math.Round(elapsed.TotalMilliseconds, 3)),
        }, default, default);
    }

    private static ScalarValue StatusCode(int status) => (uint)status < MaxStatusCodes
        ? StatusCodes[status] ??= new ScalarValue(status)
        : new ScalarValue(status);
}
