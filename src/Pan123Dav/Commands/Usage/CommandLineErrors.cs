using System.CommandLine;
using System.CommandLine.Parsing;
using Pan123Dav.Configuration;

namespace Pan123Dav.Commands.Usage;

/// <summary>
/// Says what is wrong with a command line. System.CommandLine's own messages repeat what was typed, which may be a private key under a misspelt option.
/// </summary>
internal static class CommandLineErrors
{
    /// <summary>Every mistake; empty when the command can run.</summary>
    public static IReadOnlyList<string> Find(ParseResult result)
    {
        var command = result.CommandResult.Command;
        if (command.Name == ServeCommand.Name)
        {
            return [.. ConfigurationArguments.FindMistakes(result).Concat(result.Errors.Select(error => error.Message)).Distinct()];
        }

        if (command is RootCommand && result.UnmatchedTokens.Count > 0)
        {
            return [UnknownCommand(command, result.UnmatchedTokens[0])];
        }

        // A misspelt option may have been taken for an argument, and the argument for a word too many.
        var unknown = result.UnmatchedTokens.Where(IsOption).Concat(OptionsAmongArguments(result))
            .Select(option => UnknownOption(result, option)).Distinct().ToList();
        return unknown.Count > 0 ? unknown
            : result.UnmatchedTokens.Count > 0 ? [.. result.UnmatchedTokens.Select(word => WordTooMany(result, word)).Distinct()]
            : [.. result.Errors.Select(error => error.Message).Distinct()];
    }

    /// <summary>The option that is nearest to one that nobody knows, or that it is the beginning of; null when none is.</summary>
    public static string? Nearest(string option, IEnumerable<string> known)
    {
        var names = known.ToList();
        var word = option.TrimStart('-');
        return SpellingSuggestion.Find(option, names)
            ?? (word.Length == 0 ? null : names.Find(name => name.TrimStart('-').StartsWith(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static string UnknownCommand(Command root, string word)
    {
        var names = root.Subcommands.Select(command => command.Name).ToList();
        return (SpellingSuggestion.Find(word, names) ?? SpellingSuggestion.Find("--" + word, root.Options.Select(option => option.Name))) is { } nearest
            ? $"{word} is no command: did you mean {nearest}?"
            : $"{word} is no command: there are {string.Join(", ", names)}";
    }

    private static string WordTooMany(ParseResult result, string word)
    {
        const string mistake = "there is an unexpected word";
        var nearest = SpellingSuggestion.Find(word, Options(result).Select(option => option.TrimStart('-')));
        return nearest is null ? mistake : $"{mistake}: did you mean --{nearest}?";
    }

    private static string UnknownOption(ParseResult result, string token)
    {
        var option = token.IndexOf('=', StringComparison.Ordinal) is >= 0 and var end ? token[..end] : token;
        var known = Options(result).ToList();
        return Nearest(option, known) is { } nearest ? $"{option} is no option here: did you mean {nearest}?"
            : $"{option} is no option here: there are {string.Join(", ", known)}";
    }

    /// <summary>Arguments that begin like an option, unless a double dash says that they are none.</summary>
    private static IEnumerable<string> OptionsAmongArguments(ParseResult result) =>
        result.Tokens.Any(token => token.Type == TokenType.DoubleDash) ? []
            : result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).Where(IsOption);

    private static bool IsOption(string token) => token.Length > 1 && token[0] == '-';

    private static IEnumerable<string> Options(ParseResult result) =>
        result.CommandResult.Command.Options.Concat(result.RootCommandResult.Command.Options.Where(option => option.Recursive))
            .Select(option => option.Name).Distinct();
}
