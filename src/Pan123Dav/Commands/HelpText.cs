using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Pan123Dav.Console;

namespace Pan123Dav.Commands;

/// <summary>
/// <c>--help</c> in the reader's language. System.CommandLine writes it; its own few words come with a satellite assembly that is not carried along, and it
/// breaks lines at blanks, which Chinese has none of.
/// </summary>
internal sealed partial class HelpText(HelpAction action, CommandInvocation invocation) : SynchronousCommandLineAction
{
    private const int MinColumn = 24;

    /// <summary>Has <paramref name="root"/>'s help written in the language of <paramref name="invocation"/>.</summary>
    public static void Use(RootCommand root, CommandInvocation invocation)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpText((HelpAction)option.Action!, invocation);
        }
    }

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        // What a command has itself stands in the place of what all have.
        var command = parseResult.CommandResult.Command;
        foreach (var option in parseResult.RootCommandResult.Command.Options
            .Where(option => command.Options.Any(own => own != option && own.Name == option.Name)))
        {
            option.Hidden = true;
        }

        if (invocation.Messages.Language == TextLanguage.English)
        {
            return action.Invoke(parseResult);
        }

        Translate(parseResult.RootCommandResult.Command, invocation.Messages);
        var (output, width) = (invocation.Output, action.MaxWidth);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        invocation.Output = text;
        action.MaxWidth = int.MaxValue;
        try
        {
            return action.Invoke(parseResult);
        }
        finally
        {
            invocation.Output = output;
            Write(text.ToString().TrimEnd('\n'), width, output);
        }
    }

    private static void Translate(Command command, MessageCatalog messages)
    {
        command.Description = messages.Translate(command.Description ?? "");
        foreach (var symbol in command.Options.Cast<Symbol>().Concat(command.Arguments))
        {
            symbol.Description = messages.Translate(symbol.Description ?? "");
        }

        foreach (var inner in command.Subcommands)
        {
            Translate(inner, messages);
        }
    }

    private void Write(string text, int width, TextWriter output)
    {
        foreach (var line in text.Split('\n'))
        {
            var translated = Word().Replace(line, word => invocation.Messages.Translate(word.Value));
            var column = TwoColumns().Match(translated) is { Success: true } columns ? columns.Length : line.Length - line.TrimStart(' ').Length;
            Wrap(translated, Math.Max(width, MinColumn + column), column, output);
        }

        output.WriteLine();
    }

    private static void Wrap(string line, int width, int indent, TextWriter output)
    {
        var (written, begin) = (0, new StringBuilder());
        foreach (var rune in line.EnumerateRunes())
        {
            var columns = TextColumns.GetWidth(rune);

            // Words of ASCII stay whole; between Chinese characters a line may break anywhere but before a sign that ends something.
            if (written + columns > width && IsBreak(begin) && !Rune.IsPunctuation(rune))
            {
                output.WriteLine(begin.ToString().TrimEnd());
                begin.Clear().Append(' ', indent);
                written = indent;
            }

            begin.Append(rune.ToString());
            written += columns;
        }

        output.WriteLine(begin.ToString().TrimEnd());
    }

    private static bool IsBreak(StringBuilder line) => line.Length > 0 && (line[^1] == ' ' || line[^1] >= 0x2E80);

    // What System.CommandLine says itself.
    [GeneratedRegex(
        @"^(Description|Usage|Arguments|Options|Commands|Additional Arguments):|\[(options|command|default)\]?|\(REQUIRED\)"
        + "|Show help and usage information|Show version information|Arguments passed to the application that is being run\\.")]
    private static partial Regex Word();

    [GeneratedRegex(@"^ {2}\S.*? {2,}(?=\S)")]
    private static partial Regex TwoColumns();
}
