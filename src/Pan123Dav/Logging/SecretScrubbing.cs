using System.Buffers;
using System.Text.RegularExpressions;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;

namespace Pan123Dav.Logging;

/// <summary>
/// The last guard for texts nobody here wrote: messages, their values and exceptions go out without the
/// paths and queries of addresses, signatures and credentials.
/// </summary>
internal sealed partial class SecretScrubbing(ITextFormatter inner) : ITextFormatter
{
    // A text without any of these is let through after one quick search, as nearly all are.
    private static readonly SearchValues<string> Marks = SearchValues.Create(
        ["://", "auth_key", "sign", "pd=", "pd%3D", "token", "basic", "bearer", "authorization", "cookie"], StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        inner.Format(IsClean(logEvent) || IsListening(logEvent) ? logEvent : Scrub(logEvent), output);
    }

    /// <summary>Writes a request: as text without an event in between, as long as nothing in it is to be taken out.</summary>
    public void Format(in AnsweredRequest request, TextWriter output)
    {
        if (inner is TextLogFormatter && request.Exception is null
            && !request.Method.AsSpan().ContainsAny(Marks) && !request.Path.Span.ContainsAny(Marks) && !request.User.AsSpan().ContainsAny(Marks))
        {
            TextLogFormatter.Format(in request, output);
            return;
        }

        Format(request.ToEvent(), output);
    }

    /// <summary>The text with an ellipsis for each part that could let someone in.</summary>
    internal static string Scrub(string text)
    {
        if (!text.AsSpan().ContainsAny(Marks))
        {
            return text;
        }

        text = Header().Replace(text, "$1 …");
        text = UserInformation().Replace(text, "$1");
        text = Address().Replace(text, "$1/…");
        text = Signature().Replace(text, "$1…");
        return Credentials().Replace(text, "$1 …");
    }

    private static bool IsClean(LogEvent logEvent)
    {
        if (logEvent.Exception is not null || logEvent.MessageTemplate.Text.AsSpan().ContainsAny(Marks))
        {
            return false;
        }

        foreach (var (_, value) in logEvent.Properties)
        {
            if (value is not ScalarValue { Value: var scalar } || (scalar is string text ? text.AsSpan().ContainsAny(Marks) : scalar is Uri))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the host tells at which Unix socket it listens: the path behind that "address" is where to connect to, and no link.</summary>
    private static bool IsListening(LogEvent logEvent) => logEvent.Exception is null
        && logEvent.MessageTemplate.Text == "Now listening on: {address}"
        && logEvent.Properties.GetValueOrDefault("SourceContext") is ScalarValue { Value: "Microsoft.Hosting.Lifetime" }
        && logEvent.Properties.GetValueOrDefault("address") is ScalarValue { Value: string address }
        && UnixSocket().IsMatch(address);

    private static LogEvent Scrub(LogEvent logEvent)
    {
        var template = Scrub(logEvent.MessageTemplate.Text);
        return new LogEvent(
            logEvent.Timestamp,
            logEvent.Level,
            logEvent.Exception is { } exception ? new ScrubbedException(Scrub(exception.ToString())) : null,
            template == logEvent.MessageTemplate.Text ? logEvent.MessageTemplate : new MessageTemplateParser().Parse(template),
            logEvent.Properties.Select(property => new LogEventProperty(property.Key, Scrub(property.Value))));
    }

    private static LogEventPropertyValue Scrub(LogEventPropertyValue value) => value switch
    {
        ScalarValue { Value: string text } => Scrub(text) is var scrubbed && ReferenceEquals(scrubbed, text) ? value : new ScalarValue(scrubbed),
        ScalarValue { Value: Uri address } => new ScalarValue(Scrub(address.OriginalString)),
        SequenceValue sequence => new SequenceValue(sequence.Elements.Select(Scrub)),
        StructureValue structure => new StructureValue(
            structure.Properties.Select(property => new LogEventProperty(property.Name, Scrub(property.Value))), structure.TypeTag),
        DictionaryValue dictionary =>
            new DictionaryValue(dictionary.Elements.Select(pair => KeyValuePair.Create((ScalarValue)Scrub(pair.Key), Scrub(pair.Value)))),
        _ => value,
    };

    // Whole header lines, also malformed ones: blanks before the colon, and tabs as themselves or as an escape.
    [GeneratedRegex("""((?:authorization|cookie)["']?(?:\s|\\t|\\x[0-9A-F]{2})*:).+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Header();

    [GeneratedRegex("""(https?://)[^\s/?#'"<>]*@""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInformation();

    // An unsigned link is a secret by its path alone, so no more than the host stays.
    [GeneratedRegex("""(https?://[^\s/?#'"<>]*)[/?#][^\s'"<>]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex("^https?://unix:/[^?#]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UnixSocket();

    [GeneratedRegex("""((?:auth_key|sign|pd|token)(?:=|%3D))[^\s&'"<>]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Signature();

    // No boundary in front: an escaped tab there is \x09. "Basic authentication" is an expression of its own.
    [GeneratedRegex("""(Basic|Bearer)(?:\s|\\t|\\x[0-9A-F]{2}|%20|%09|\+)+(?!authenti|authori)[A-Za-z0-9+/=._~-]{8,}""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();

    private sealed class ScrubbedException(string text) : Exception
    {
        public override string ToString() => text;
    }
}
