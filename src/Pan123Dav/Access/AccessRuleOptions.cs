using System.Text.RegularExpressions;
using Pan123Dav.Configuration;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Views;

namespace Pan123Dav.Access;

/// <summary>
/// One entry of <c>Pan123Dav:Access</c>: what holds for a subtree. Who may see a resource is said by the deepest rule above it that names users,
/// which of its names are hidden by the deepest rule above it that has a list of them. A user's <c>Paths</c> must allow it as well.
/// </summary>
internal sealed record AccessRuleOptions
{
    /// <summary>Stands for every user in <see cref="Users"/>.</summary>
    public const string AnyUser = "*";

    /// <summary>The subtree; the root by default. Each has one rule at most.</summary>
    public StoragePath Path { get; init; }

    /// <summary>
    /// Names of the users who may see the subtree, <c>*</c> for all of them. Empty or absent: the rule above decides, and without one every user may.
    /// </summary>
    public IReadOnlyList<string> Users { get; init; } = [];

    /// <summary>
    /// .NET regular expressions, found anywhere in a name unless anchored: members of such names, anywhere below <see cref="Path"/>, are not there,
    /// nor is anything below them. Null: the rule above decides. Empty: nothing is hidden here.
    /// </summary>
    public IReadOnlyList<Regex>? Hide { get; init; }

    /// <param name="gateway">The gateway's section.</param>
    /// <param name="users">Everybody a rule may name.</param>
    public static IReadOnlyList<AccessRuleOptions> ReadAll(SectionReader gateway, IEnumerable<string> users)
    {
        var names = users.ToHashSet(StringComparer.Ordinal);
        var places = new Dictionary<StoragePath, string>();
        var rules = new List<AccessRuleOptions>();
        foreach (var reader in gateway.Sections("Access"))
        {
            var rule = Read(reader, names);
            if (!places.TryAdd(rule.Path, reader.Path))
            {
                reader.AddError(nameof(Path), $"is the path of {places[rule.Path]} too: write all that holds for a path in one rule");
            }

            rules.Add(rule);
        }

        return rules;
    }

    private static AccessRuleOptions Read(SectionReader reader, HashSet<string> names)
    {
        var rule = new AccessRuleOptions
        {
            Path = reader.StoragePath(nameof(Path), StoragePath.Root),
            Users = ReadUsers(reader, names),
            Hide = ReadHide(reader),
        };
        if (rule is { Users.Count: 0, Hide: null })
        {
            reader.AddError("says nothing: name who may see the path (\"Users\": [\"…\"], or \"*\" for all), or what is hidden there (\"Hide\": [\"…\"])");
        }

        return rule;
    }

    private static List<string> ReadUsers(SectionReader reader, HashSet<string> names)
    {
        var users = new List<string>();
        foreach (var (key, name) in reader.Texts(nameof(Users)) ?? [])
        {
            if (name != AnyUser && !names.Contains(name))
            {
                reader.AddError(key, SpellingSuggestion.Find(name, names) is { } nearest
                    ? $"names no configured user: did you mean {nearest}?"
                    : "names no configured user: write a name from Users, or * for all of them");
            }

            users.Add(name);
        }

        return users;
    }

    private static List<Regex>? ReadHide(SectionReader reader)
    {
        if (reader.Texts(nameof(Hide)) is not { } patterns)
        {
            return null;
        }

        var hide = new List<Regex>();
        foreach (var (key, pattern) in patterns)
        {
            if (HiddenNames.TryCompile(pattern, out var compiled, out var problem))
            {
                hide.Add(compiled!);
            }
            else
            {
                reader.AddError(key, $"is no regular expression ({problem}): a name with a dot is written \\.nfo$, one letter case aside (?i)sample");
            }
        }

        return hide;
    }
}
