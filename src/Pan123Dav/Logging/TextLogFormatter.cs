using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;

namespace Pan123Dav.Logging;

/// <summary>
/// One line an event: time in UTC, level, category, message; an exception follows indented. Nothing in a message can begin a line of its own.
/// </summary>
internal sealed class TextLogFormatter : ITextFormatter
{
    private static readonly string[] Levels = ["VRB", "DBG", "INF", "WRN", "ERR", "FTL"];

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        ArgumentNullException.ThrowIfNull(output);
        Span<char> time = stackalloc char[32];

        // "2026-11-26T10:11:56.1234567Z", cut after the milliseconds: a format of our own costs many times as much.
        logEvent.Timestamp.UtcDateTime.TryFormat(time, out _, "O", CultureInfo.InvariantCulture);
        output.Write(time[..23]);
        output.Write("Z ");
        output.Write(Levels[(int)logEvent.Level]);
        output.Write(' ');
        if (logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value) && value is ScalarValue { Value: string category })
        {
            EscapedText.Write(output, category);
            output.Write(": ");
        }

        WriteMessage(logEvent, output);
        output.Write('\n');
        if (logEvent.Exception is { } exception)
        {
            foreach (var line in exception.ToString().AsSpan().EnumerateLines())
            {
                output.Write("  ");
                EscapedText.Write(output, line);
                output.Write('\n');
            }
        }
    }

    private static void WriteMessage(LogEvent logEvent, TextWriter output)
    {
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            switch (token, token is PropertyToken property && logEvent.Properties.TryGetValue(property.PropertyName, out var found) ? found : null)
            {
                case (TextToken literal, _):
                    EscapedText.Write(output, literal.Text);
                    break;
                case (_, ScalarValue { Value: string text }):
                    // As it is; Serilog's own rendering would put it in quotes.
                    EscapedText.Write(output, text);
                    break;
                case (_, ScalarValue { Value: int or long or double }):
                    token.Render(logEvent.Properties, output, CultureInfo.InvariantCulture);
                    break;
                default:
                    using (var rendered = new StringWriter(CultureInfo.InvariantCulture))
                    {
                        token.Render(logEvent.Properties, rendered, CultureInfo.InvariantCulture);
                        EscapedText.Write(output, rendered.ToString());
                    }

                    break;
            }
        }
    }
}
