using System.Globalization;
using Pan123Dav.Http;
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
        WriteHead(logEvent.Timestamp, logEvent.Level, output);
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

    /// <summary>Writes the line that <see cref="AnsweredRequest.ToEvent"/> would become.</summary>
    public static void Format(in AnsweredRequest request, TextWriter output)
    {
        const int ticksOfTenth = (int)(TimeSpan.TicksPerMillisecond / 10);
        WriteHead(request.Time, request.Level, output);
        EscapedText.Write(output, request.Method, AnsweredRequest.MaxMethod);
        output.Write(' ');
        EscapedText.Write(output, request.Path.Span, AnsweredRequest.MaxPath);
        output.Write(" answered ");
        WriteNumber(request.Status, output);
        output.Write(" for ");
        EscapedText.Write(output, string.IsNullOrEmpty(request.User) ? AnsweredRequest.None : request.User, AnsweredRequest.MaxUser);
        output.Write(" (");
        output.Write(string.IsNullOrEmpty(request.Delivery) ? AnsweredRequest.None : request.Delivery);
        output.Write("): ");
        WriteNumber(request.Bytes, output);
        output.Write(" bytes in ");
        var (milliseconds, tenths) = Math.DivRem((request.Elapsed.Ticks + (ticksOfTenth / 2)) / ticksOfTenth, 10);
        WriteNumber(milliseconds, output);
        output.Write('.');
        output.Write((char)('0' + tenths));
        output.Write(" ms");
        if (request.Link is { } link)
        {
            WriteLink(link, output);
        }

        output.Write('\n');
    }

    private static void WriteLink(IssuedLink link, TextWriter output)
    {
        output.Write(", a link for ");
        output.Write(link.Address?.ToString() ?? AnsweredRequest.None);
        output.Write(": size ");
        if (link.Size is { } size)
        {
            WriteNumber(size, output);
        }
        else
        {
            output.Write(AnsweredRequest.None);
        }

        output.Write(", ");
        WriteNumber(link.CountedBytes, output);
        output.Write(" bytes counted");
    }

    private static void WriteHead(DateTimeOffset at, LogEventLevel level, TextWriter output)
    {
        // "2026-11-26T10:11:56.1234567Z", cut after the milliseconds: a format of our own costs many times as much.
        Span<char> time = stackalloc char[32];
        at.UtcDateTime.TryFormat(time, out _, "O", CultureInfo.InvariantCulture);
        output.Write(time[..23]);
        output.Write("Z ");
        output.Write(Levels[(int)level]);
        output.Write(' ');
    }

    private static void WriteNumber(long number, TextWriter output)
    {
        Span<char> digits = stackalloc char[20];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        output.Write(digits[..length]);
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
