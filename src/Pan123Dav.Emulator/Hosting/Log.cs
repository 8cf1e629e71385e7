using Microsoft.Extensions.Logging;

namespace Pan123Dav.Emulator.Hosting;

/// <summary>Everything the emulator logs. Paths are written as they came, still percent-encoded, and never with their query.</summary>
internal static partial class Log
{
    [LoggerMessage(9000, LogLevel.Debug, "Direct-link host: {Method} {Path} answered {StatusCode}")]
    public static partial void Answered(ILogger logger, string method, string path, int statusCode);

    [LoggerMessage(9001, LogLevel.Error, "Direct-link host: {Method} {Path} failed")]
    public static partial void Failed(ILogger logger, string method, string path, Exception exception);
}
