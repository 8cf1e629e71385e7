using Serilog.Core;
using Serilog.Events;

namespace Pan123Dav.Logging;

/// <summary>
/// Leaves out the two events, with a stack trace each, by which the host and Kestrel tell that an address cannot be listened on:
/// whoever starts the host tells it in one line.
/// </summary>
internal sealed class StartFailureEvents : ILogEventFilter
{
    private static readonly string[] Texts = ["Hosting failed to start", "Unable to start Kestrel."];

    /// <inheritdoc/>
    public bool IsEnabled(LogEvent logEvent) =>
        logEvent.Exception is null || logEvent.Level < LogEventLevel.Error || !Texts.Contains(logEvent.MessageTemplate.Text, StringComparer.Ordinal);
}
