using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pan123Dav.Console;
using Pan123Dav.Logging;
using Spectre.Console;

namespace Pan123Dav.Commands.Doctor;

/// <summary>Prints what was found: a table on a terminal, a few plain lines a check elsewhere, or JSON.</summary>
internal static class DoctorOutput
{
    private static readonly string[] Header = ["", "Check", "What was found", "What to do"];

    public static void WriteText(IReadOnlyList<Check> checks, InvocationConfiguration invocation)
    {
        var (output, messages) = (invocation.Output, invocation.GetMessages());
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi)
        {
            WriteTable(checks, console, messages);
            return;
        }

        foreach (var check in checks)
        {
            output.WriteLine($"{check.Status.ToString().ToUpperInvariant()} {check.Id}: {EscapedText.Escape(check.GetMessage(messages), int.MaxValue)}");
            if (check.Finding.Action.Length > 0)
            {
                output.WriteLine($"     {EscapedText.Escape(check.GetAction(messages), int.MaxValue)}");
            }
        }
    }

    public static void WriteJson(IReadOnlyList<Check> checks, TextWriter output)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("checks");
            foreach (var check in checks)
            {
                json.WriteStartObject();
                json.WriteString("id", check.Id);
                json.WriteString("status",
                    GetName(check.Status));
                json.WriteString("message", check.Finding.Message);
                json.WriteString("action", check.Finding.Action);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    /// <summary>What scripts know it by.</summary>
    public static string GetName(CheckStatus status) => status switch
    {
        CheckStatus.Pass => "pass",
        CheckStatus.Warn => "warn",
        CheckStatus.Fail => "fail",
        _ => "skip",
    };

    private static void WriteTable(IReadOnlyList<Check> checks, IAnsiConsole console, MessageCatalog messages)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns([.. Header.Select(messages.Translate)]);
        foreach (var check in checks)
        {
            var colour = check.Status switch
            {
                CheckStatus.Pass => Color.Green,
                CheckStatus.Warn => Color.Yellow,
                CheckStatus.Fail => Color.Red,
                _ => Color.Grey,
            };
            table.AddRow(
                new Text(check.Status.ToString().ToUpperInvariant(), new Style(colour)), new Text(check.Id),
                new Text(EscapedText.Escape(check.GetMessage(messages), int.MaxValue)), new Text(EscapedText.Escape(check.GetAction(messages), int.MaxValue)));
        }

        console.Write(table);
    }
}
