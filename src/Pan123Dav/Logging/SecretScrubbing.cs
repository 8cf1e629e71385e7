using System.Text.RegularExpressions;
using Serilog.Events;
using Serilog.Formatting;

namespace Pan123Dav.Logging;

/// <summary>
/// The last guard for texts nobody here wrote: an exception's text goes out without the paths and queries of addresses, signatures and credentials.
/// </summary>
internal sealed partial class SecretScrubbing : ITextFormatter
{
    private readonly ITextFormatter _inner;

    public SecretScrubbing(ITextFormatter inner) => _inner = inner;

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        if (logEvent.Exception is { } exception)
        {
            logEvent = new LogEvent(logEvent.Timestamp, logEvent.Level, new ScrubbedException(Scrub(exception.ToString())), logEvent.MessageTemplate,
                logEvent.Properties.Select(property => new LogEventProperty(property.Key, property.Value)));
        }

        _inner.Format(logEvent, output);
    }

    /// <summary>The text with an ellipsis for each part that could let someone in.</summary>
    internal static string Scrub(string text)
    {
        text = UserInformation().Replace(text, "$1");
        text = Address().Replace(text, "$1/…");
        text = Signature().Replace(text, "$1…");
        return Credentials().Replace(text, "$1 …");
    }

    [GeneratedRegex("""(https?://)[^\s/?#'"<>]*@""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInformation();

    // An unsigned link is a secret by its path alone, so no more than the host stays.
    [GeneratedRegex("""(https?://[^\s/?#'"<>]*)[/?#][^\s'"<>]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex("""(auth_key=)[^\s&'"<>]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Signature();

    [GeneratedRegex("""\b(Basic|Bearer) +[A-Za-z0-9+/=._~-]{8,}""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();

    private sealed class ScrubbedException(string text) : Exception
    {
        public override string ToString() => text;
    }
}
