using Pan123Dav.Http;
using Serilog.Events;
using Serilog.Parsing;

namespace Pan123Dav.Logging;

/// <summary>
/// What the log tells of one answer, as it came: nothing is escaped, formatted or boxed before the log's thread does so. A request pays for a copy of this.
/// </summary>
/// <param name="Time">When it was complete.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Exception">What nobody caught; null as a rule.</param>
/// <param name="Method">As the client wrote it.</param>
/// <param name="Path">Of the request's target, without its query.</param>
/// <param name="Status">As it was sent; 499 for a client that went away.</param>
/// <param name="User">Null when nobody signed in.</param>
/// <param name="Delivery">How the bytes went to the client; null for what is no file.</param>
/// <param name="Bytes">Of the body.</param>
/// <param name="Elapsed">From the request's head to the end of its answer.</param>
/// <param name="Link">That the client was given; null for none.</param>
internal readonly record struct AnsweredRequest(
    DateTimeOffset Time, LogEventLevel Level, Exception? Exception, string Method, ReadOnlyMemory<char> Path,
    int Status, string? User, string? Delivery, long Bytes, TimeSpan Elapsed, IssuedLink? Link = null)
{
    /// <summary>What stands for a user or a delivery that there is none of.</summary>
    public const string None = "-";

    public const int MaxMethod = 32;
    public const int MaxPath = 1024;
    public const int MaxUser = 128;

    private const string Text = "{Method} {Path} answered {StatusCode} for {User} ({Delivery}): {Bytes} bytes in {ElapsedMilliseconds:0.0} ms";

    private static readonly MessageTemplate Template = new MessageTemplateParser().Parse(Text);
    private static readonly MessageTemplate LinkTemplate = new MessageTemplateParser().Parse(
        Text + ", a link for {Address}: size {Size}, {CountedBytes} bytes counted");

    /// <summary>The same as an event with a property for each value, fit for one line.</summary>
    public LogEvent ToEvent()
    {
        var properties = new Dictionary<string, LogEventPropertyValue>
        {
            ["Method"] = new ScalarValue(EscapedText.Escape(Method, MaxMethod)),
            ["Path"] = new ScalarValue(EscapedText.Escape(Path.Span, MaxPath)),
            ["StatusCode"] = new ScalarValue(Status),
            ["User"] = new ScalarValue(string.IsNullOrEmpty(User) ? None : EscapedText.Escape(User, MaxUser)),
            ["Delivery"] = new ScalarValue(string.IsNullOrEmpty(Delivery) ? None : Delivery),
            ["Bytes"] = new ScalarValue(Bytes),
            ["ElapsedMilliseconds"] = new ScalarValue(Math.Round(Elapsed.TotalMilliseconds, 3)),
        };
        if (Link is not null)
        {
            properties["Address"] = new ScalarValue(Link.Address?.ToString() ?? None);
            properties["Size"] = new ScalarValue(Link.Size is { } size ? size : None);
            properties["CountedBytes"] = new ScalarValue(Link.CountedBytes);
        }

        // In the constructor's place: it would copy the properties into a dictionary of its own.
        return LogEvent.UnstableAssembleFromParts(Time, Level, Exception, Link is null ? Template : LinkTemplate, properties, default, default);
    }
}
