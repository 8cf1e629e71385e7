using Microsoft.Extensions.Primitives;
using Pan123Dav.Access;
using Pan123Dav.Admin.Problems;
using Pan123Dav.Admin.Settings;
using Pan123Dav.Configuration;
using Pan123Dav.Configuration.Editing;

namespace Pan123Dav.Admin.Users;

/// <summary>The rules for subtrees: all of them are written at once, and those that did not change stay as they are in the file.</summary>
internal sealed class AccessSettings(IConfiguration configuration, IGatewaySettings settings, SettingsEditor editor)
{
    /// <summary>The list of all rules.</summary>
    public const string ListKey = "Pan123Dav:Access";

    /// <summary>The rules in force.</summary>
    public IReadOnlyList<AccessRule> List() => [.. settings.InForce.Access.Select(rule => new AccessRule
    {
        Path = rule.Path.ToString(),
        Users = rule.Users.Count == 0 ? null : rule.Users,
        Hide = rule.Hide?.Select(pattern => pattern.ToString()).ToList(),
    })];

    /// <summary>Where they stand: beside the users as long as there are none.</summary>
    public SettingsPlace GetPlace()
    {
        var isSet = SettingsPlace.Sources(configuration).Any(source => SettingsPlace.Sets(source, ListKey));
        return isSet ? SettingsPlace.Find(configuration, ListKey)
            : SettingsPlace.Sources(configuration).OfType<LastGoodJsonConfigurationProvider>()
                .LastOrDefault(source => SettingsPlace.Sets(source, UserSection.ListKey)) is { } file ? SettingsPlace.From(file)
            : SettingsPlace.Find(configuration, ListKey);
    }

    /// <summary>Reads a body.</summary>
    /// <exception cref="ApiProblem">It is not what is wanted.</exception>
    public static IReadOnlyList<AccessRule> Read(byte[] body)
    {
        var fields = JsonFields.Parse(body, ["rules"]);
        var rules = fields.Sections("rules", ["path", "users", "hide"]);
        if (rules is null)
        {
            fields.AddError("rules", static text => text.NoObjects);
        }

        var read = (rules ?? []).Select(
            static rule => new AccessRule { Path = rule.Text("path") ?? "/", Users = rule.Texts("users"), Hide = rule.Texts("hide") }).ToList();
        fields.ThrowOnErrors();
        return read;
    }

    /// <summary>Replaces all rules.</summary>
    /// <exception cref="ApiProblem">They were not replaced.</exception>
    public Task WriteAsync(IReadOnlyList<AccessRule> rules, StringValues ifMatch, CancellationToken cancellationToken) => editor.RunAsync(
        ifMatch,
        () => new SettingsChange(GetPlace(), ListKey, text => Edit(text, List(), rules), candidate => AreIn(candidate, rules), static _ => "rules"),
        cancellationToken);

    /// <summary>The text with other rules: those that are the same at the beginning and the end are not touched.</summary>
    internal static byte[] Edit(byte[] text, IReadOnlyList<AccessRule> old, IReadOnlyList<AccessRule> rules)
    {
        var first = old.Zip(rules).TakeWhile(pair => IsSame(pair.First, pair.Second)).Count();
        var last = old.Skip(first).Reverse().Zip(rules.Skip(first).Reverse()).TakeWhile(pair => IsSame(pair.First, pair.Second)).Count();
        var (gone, added) = (old.Count - first - last, rules.Skip(first).Take(rules.Count - first - last).Select(Write).ToList());
        if (gone == 0 && added.Count == 0)
        {
            return text;
        }

        text = SettingsDocument.EnsureList(text, "Pan123Dav", "Access");
        return SettingsDocument.Change(text, ListKey, (change, list) =>
        {
            if (list.Items.Count != old.Count)
            {
                throw new InvalidOperationException("The file has other rules.");
            }

            var both = Math.Min(gone, added.Count);
            for (var i = 0; i < both; i++)
            {
                change.Replace(list.Items[first + i], added[i]);
            }

            if (gone > both)
            {
                change.Remove(list, first + both, gone - both);
            }
            else if (added.Count > both)
            {
                change.Insert(list, first + both, added[both..]);
            }
        });
    }

    private static bool AreIn(IConfiguration candidate, IReadOnlyList<AccessRule> rules)
    {
        var sections = candidate.GetSection(ListKey).GetChildren().ToList();
        return sections.Count == rules.Count && sections.Zip(rules).All(pair => (pair.First[nameof(AccessRuleOptions.Path)] ?? "/") == pair.Second.Path
            && Texts(pair.First, nameof(AccessRuleOptions.Users)).SequenceEqual(pair.Second.Users ?? [])
            && Texts(pair.First, nameof(AccessRuleOptions.Hide)).SequenceEqual(pair.Second.Hide ?? []));
    }

    private static IEnumerable<string> Texts(IConfigurationSection section, string name) =>
        section.GetSection(name).GetChildren().Select(child => child.Value ?? "");

    private static bool IsSame(AccessRule one, AccessRule other) => one.Path == other.Path
        && (one.Users ?? []).SequenceEqual(other.Users ?? [])
        && (one.Hide is null) == (other.Hide is null) && (one.Hide ?? []).SequenceEqual(other.Hide ?? []);

    private static string Write(AccessRule rule)
    {
        var members = new List<(string, string)> { (nameof(AccessRuleOptions.Path), JsonText.Quote(rule.Path)) };
        if (rule.Users is { } users)
        {
            members.Add((nameof(AccessRuleOptions.Users), JsonText.Write(users)));
        }

        if (rule.Hide is { } hide)
        {
            members.Add((nameof(AccessRuleOptions.Hide), JsonText.Write(hide)));
        }

        return JsonText.Write(members);
    }
}
