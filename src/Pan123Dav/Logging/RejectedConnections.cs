using Serilog.Core;
using Serilog.Events;

namespace Pan123Dav.Logging;

/// <summary>
/// Lets Kestrel's warning that there are too many connections through once a minute: it comes for each
/// one, which a flood would make the log's whole content.
/// </summary>
internal sealed class RejectedConnections(TimeProvider time) : ILogEventFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _last;

    public bool IsEnabled(LogEvent logEvent)
    {
        if (logEvent.Level != LogEventLevel.Warning
            || !logEvent.MessageTemplate.Text.Contains("rejected because the maximum number of concurrent connections", StringComparison.Ordinal))
        {
            return true;
        }

        lock (_lock)
        {
            if (_last is { } last && time.GetElapsedTime(last) < Pause)
            {
                return false;
            }

            _last = time.GetTimestamp();
            return true;
        }
    }
}
