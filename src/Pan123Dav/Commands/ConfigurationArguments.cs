using System.CommandLine;
using Pan123Dav.Commands.Usage;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;

namespace Pan123Dav.Commands;

/// <summary>
/// Holds what <c>serve</c> passes on to the configuration to <c>--Key=Value</c> and <c>--Key Value</c> with keys that something reads:
/// .NET ignores all others without a word.
/// </summary>
internal static class ConfigurationArguments
{
    private const string Urls = "--urls";

    private static readonly string[] MeansUrls = ["port", "p", "listen", "listening", "address", "addr", "bind", "host", "server", "server.urls"];

    /// <summary>Every mistake in the words that <paramref name="result"/>'s command does not know itself.</summary>
    public static List<string> FindMistakes(ParseResult result)
    {
        var mistakes = new List<string>();
        foreach (var (option, value) in Read(result.UnmatchedTokens))
        {
            if (option is null)
            {
                mistakes.Add(WordMistake(value!, result));
            }
            else if (!TopLevelKeys.IsKnown(GetKey(option)) || !option.StartsWith("--", StringComparison.Ordinal))
            {
                mistakes.Add(UnknownMistake(option, result));
            }
            else if (value is null)
            {
                mistakes.Add($"{option} has no value: write {option}=VALUE");
            }

            // A host that cannot be listened on is a mistake of the configuration wherever it comes from, and told with all others there.
            else if (ListenAddressCheck.Find(GetKey(option), value) is { IsHost: false } fault)
            {
                mistakes.Add($"{option} {fault.Message}");
            }
            else if (GetKey(option).Equals(HostDefaults.ContentRootKey, StringComparison.OrdinalIgnoreCase) && !Directory.Exists(value))
            {
                mistakes.Add($"{option} names a folder that is not there");
            }
        }

        return mistakes;
    }

    /// <summary>Whether the words say where to listen.</summary>
    public static bool HoldAddress(IReadOnlyList<string> tokens) => Read(tokens).Any(pair => pair.Option is not null && GetKey(pair.Option) is var key
        && (key.Equals("urls", StringComparison.OrdinalIgnoreCase) || key.EndsWith("_ports", StringComparison.OrdinalIgnoreCase)
            || key.StartsWith("Kestrel:", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The options with their values; a word that belongs to none has no option.</summary>
    private static IEnumerable<(string? Option, string? Value)> Read(IReadOnlyList<string> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var equals = token.IndexOf('=', StringComparison.Ordinal);
            var option = equals < 0 ? token : token[..equals];
            if (!option.StartsWith('-') || option.Trim('-').Length == 0)
            {
                yield return (null, token);
            }
            else if (equals >= 0)
            {
                yield return (option, token[(equals + 1)..]);
            }
            else
            {
                yield return (option, i + 1 < tokens.Count && !tokens[i + 1].StartsWith("--", StringComparison.Ordinal) ? tokens[++i] : null);
            }
        }
    }

    private static string GetKey(string option) => option.TrimStart('-');

    private static string WordMistake(string word, ParseResult result)
    {
        const string form = "there is a word that belongs to no option: write --Key=Value or --Key Value";
        return SpellingSuggestion.Find(word, result.RootCommandResult.Command.Subcommands.Select(command => command.Name)) is { } nearest
            ? $"{form}; did you mean the command {nearest}? It comes first" : form;
    }

    private static string UnknownMistake(string option, ParseResult result)
    {
        var key = GetKey(option);
        if (MeansUrls.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            return $"{option} is no option here: did you mean {Urls}? "
                + $"Write {Urls} http://127.0.0.1:5000, with another port or * in place of the address for every network";
        }

        var end = key.IndexOf(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
        if (end >= 0)
        {
            var section = SpellingSuggestion.Find(key[..end], TopLevelKeys.Sections);
            return $"{option} is no option here: did you mean --{(section is null ? $"{GatewayOptions.SectionName}:{key}" : section + key[end..])}?";
        }

        if (key.Contains("__", StringComparison.Ordinal))
        {
            var meant = key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
            return $"{option} is written as an environment variable is: did you mean --{meant}?";
        }

        var known = result.RootCommandResult.Command.Options.Concat(result.CommandResult.Command.Options).Select(known => known.Name)
            .Concat(TopLevelKeys.Host.Select(name => "--" + name));
        return CommandLineErrors.Nearest("--" + key, known) is { } nearest ? $"{option} is no option here: did you mean {nearest}?"
            : $"{option} is no option here: there are {Urls}, --environment, --contentRoot, --config, and every key of the configuration, "
                + $"such as --{GatewayOptions.SectionName}:PathBase";
    }
}
