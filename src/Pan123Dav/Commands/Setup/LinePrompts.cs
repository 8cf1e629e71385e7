using System.Text;
using Pan123Dav.Console;

namespace Pan123Dav.Commands.Setup;

/// <summary>Asks in plain lines and reads the answers from others, one a line.</summary>
/// <param name="input">Takes the answers.</param>
/// <param name="output">Takes the questions.</param>
/// <param name="text">The language.</param>
/// <param name="hasMore">Whether more input is there already: an empty line is then one in the middle of what was pasted. Null where it ends the lines.</param>
internal sealed class LinePrompts(TextReader input, TextWriter output, SetupText text, Func<bool>? hasMore = null) : ISetupPrompts
{
    // Of a list of links; other answers are shorter anyhow.
    private const int MaxLength = 64 * 1024 * 1024;

    public bool IsTerminal => false;

    public void Say(string text) => output.WriteLine(text);

    public string Ask(string question, string option) => Read(question, option).Trim();

    public string AskSecret(string question, string option) => Read(question, option);

    public string AskLines(string question, string option, Func<string, bool> isWhole)
    {
        var line = Read(question, option);
        var lines = new StringBuilder(line);
        if (isWhole(line) && hasMore?.Invoke() != true)
        {
            return line;
        }

        while ((!string.IsNullOrWhiteSpace(line) || hasMore?.Invoke() == true) && input.ReadLine() is { } next)
        {
            lines.Append('\n').Append(line = next);
            if (lines.Length > MaxLength)
            {
                throw new SetupEndedException(text.LinksTooLong);
            }
        }

        return lines.ToString().TrimEnd('\n');
    }

    public string Choose(string question, string option, IReadOnlyList<string> choices) =>
        Ask(question + string.Concat(choices.Select((choice, index) => FormattableString.Invariant($"\n  {index + 1} {choice}"))) + "\n", option);

    public bool Confirm(string question, string option) =>
        Ask(question + " [y/n]", option) is { } answer && (answer.StartsWith("y", StringComparison.OrdinalIgnoreCase) || answer is "1" or "是" or "好");

    private string Read(string question, string option)
    {
        output.Write(question);
        output.Write(question.EndsWith('\n') ? "> " : ": ");
        output.Flush();
        var line = input.ReadLine();
        output.WriteLine();
        return line ?? throw new SetupEndedException(text.NoAnswer(option));
    }
}
