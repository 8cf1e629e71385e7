using System.CommandLine;
using Pan123Dav.Configuration;

namespace Pan123Dav.Commands;

/// <summary>An option that takes one of a few words, letter case aside. Its errors do not repeat what was typed.</summary>
internal sealed class NameOption : Option<string?>
{
    public NameOption(string name, string description, params string[] words)
        : base(name)
    {
        HelpName = string.Join('|', words);
        Description = description;
        CompletionSources.Add(words);
        CustomParser = result =>
        {
            var written = result.Tokens[0].Value;
            if (Array.Find(words, word => word.Equals(written, StringComparison.OrdinalIgnoreCase)) is { } known)
            {
                return known;
            }

            var list = $"{string.Join(", ", words[..^1])} or {words[^1]}";
            result.AddError(
                SpellingSuggestion.Find(written, words) is { } nearest ? $"{name} must be {list}: did you mean {nearest}?" : $"{name} must be {list}");
            return null;
        };
    }
}
