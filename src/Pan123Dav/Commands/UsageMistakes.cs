using System.CommandLine;
using Pan123Dav.Configuration;

namespace Pan123Dav.Commands;

/// <summary>
/// Says what is wrong with a command line. System.CommandLine's own messages repeat what was typed, which may be a private key under a misspelt option.
/// </summary>
internal static class UsageMistakes
{
    /// <summary>Every mistake; empty when the command can run.</summary>
    public static IReadOnlyList<string> Of(ParseResult result)
    {
        var command = result.CommandResult.Command;
        if (result.UnmatchedTokens.Count == 0)
        {
            return [.. result.Errors.Select(error => error.Message).Distinct()];
        }

        return command is RootCommand ? [UnknownCommand(command, result.UnmatchedTokens[0])]
            : command.Name == ServeCommand.Name ? OfConfigurationArguments(result)
            : [.. result.UnmatchedTokens.Select(token => Unknown(result, token)).Distinct()];
    }

    private static string UnknownCommand(Command root, string word)
    {
        var names = root.Subcommands.Select(command => command.Name).ToList();
        return NearestName.Find(word, names) is { } nearest
            ? $"{word} is no command: did you mean {nearest}?"
            : $"{word} is no command: there are {string.Join(", ", names)}";
    }

    private static string Unknown(ParseResult result, string token)
    {
        if (!token.StartsWith('-'))
        {
            return "there is a word too many";
        }

        var option = OptionOf(token);
        return NearestName.Find(option, Options(result)) is { } nearest ? $"{option} is no option here: did you mean {nearest}?" : $"{option} is no option here";
    }

    /// <summary>Holds the arguments for the configuration to <c>--Key=Value</c> and <c>--Key Value</c>.</summary>
    private static List<string> OfConfigurationArguments(ParseResult result)
    {
        var mistakes = new List<string>();
        var tokens = result.UnmatchedTokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (!token.StartsWith("--", StringComparison.Ordinal) || OptionOf(token).Length <= 2)
            {
                mistakes.Add("there is a word that belongs to no option: write --Key=Value or --Key Value");
            }
            else if (!token.Contains('=', StringComparison.Ordinal))
            {
                if (i + 1 < tokens.Count && !tokens[i + 1].StartsWith("--", StringComparison.Ordinal))
                {
                    i++;
                }
                else
                {
                    mistakes.Add(NearestName.Find(token, Options(result)) is { } nearest
                        ? $"{token} has no value: write {token}=VALUE; or did you mean {nearest}?"
                        : $"{token} has no value: write {token}=VALUE");
                }
            }
        }

        return mistakes;
    }

    private static IEnumerable<string> Options(ParseResult result) =>
        result.CommandResult.Command.Options.Concat(result.RootCommandResult.Command.Options.Where(option => option.Recursive)).Select(option => option.Name);

    /// <summary>The option without a value that is written onto it.</summary>
    private static string OptionOf(string token) => token.IndexOf('=', StringComparison.Ordinal) is >= 0 and var end ? token[..end] : token;
}
