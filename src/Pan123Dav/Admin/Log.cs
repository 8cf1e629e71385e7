using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Pan123Dav.Admin;

/// <summary>All messages of this area, 12000 to 12999.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 12000, Message = "Health check {Check} with status {Status}: {Problem}")]
    public static partial void CheckFailed(ILogger logger, LogLevel level, string check, HealthStatus status, string? problem, Exception? exception);
}
