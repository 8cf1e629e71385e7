using System.Text.Json.Nodes;
using Pan123Dav.Access;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Views;

namespace Pan123Dav.Commands.Import;

/// <summary>Makes Access rules of what AList or OpenList say of folders. Where a rule cannot be the same, it lets nobody see more, and is named.</summary>
/// <param name="notes">Gets what is different, and what has no counterpart.</param>
/// <param name="mounts">Where the imported storages appear.</param>
/// <param name="trusted">Names of those who were not asked for folders' passwords.</param>
internal sealed class AccessImport(ICollection<ImportNote> notes, IReadOnlyList<StoragePath> mounts, IReadOnlyList<string> trusted)
{
    /// <summary>The rules, as the configuration has them.</summary>
    public JsonArray Rules { get; } = [];

    /// <summary>Takes over what is said of a folder.</summary>
    public void Convert(ForeignMeta meta)
    {
        if (meta.Path.Length == 0 || !StoragePath.TryParse(meta.Path, out var path))
        {
            notes.Add(new ImportNote(meta.Place, true, "format", "The folder's \"path\" is missing or no path."));
            return;
        }

        if (!mounts.Any(mount => mount.TryRelativeTo(path, out _) || path.TryRelativeTo(mount, out _)))
        {
            Note(meta, "no-counterpart", "belongs to no storage that was imported, so what is said of it was left out.");
            return;
        }

        var rule = new JsonObject { [nameof(AccessRuleOptions.Path)] = meta.Path };
        ConvertPassword(meta, rule);
        ConvertHide(meta, rule);
        if (rule.Count > 1)
        {
            Rules.Add((JsonNode)rule);
        }

        foreach (var other in meta.Others)
        {
            Note(meta, "no-counterpart", $"has \"{other}\", which has no counterpart and was left out.");
        }
    }

    private void ConvertPassword(ForeignMeta meta, JsonObject rule)
    {
        if (!meta.HasPassword)
        {
            return;
        }

        if (trusted.Count == 0)
        {
            // A rule that names nobody would leave it to the rule above.
            notes.Add(new ImportNote(meta.Place, true, "folder-password",
                $"{meta.Path} asks for a password, which has no counterpart, and no user may see it without: write an Access rule for it that names who may, "
                + "or everybody sees it."));
            return;
        }

        rule[nameof(AccessRuleOptions.Users)] = new JsonArray([.. trusted.Select(name => (JsonNode)JsonValue.Create(name))]);
        var below = meta.PasswordHoldsBelow ? "" : " and all that is below it";
        var who = string.Join(", ", trusted);
        Note(meta, "folder-password",
            $"asks for a password, which has no counterpart: it{below} is seen only by {who}. Add who else may to Users of its Access rule.");
    }

    private void ConvertHide(ForeignMeta meta, JsonObject rule)
    {
        var hide = new JsonArray();
        foreach (var pattern in meta.Hide)
        {
            // Go's classes mean single characters in .NET.
            if (pattern.Contains("[:", StringComparison.Ordinal) || !HiddenNames.TryCompile(pattern, out _, out _))
            {
                notes.Add(new ImportNote(meta.Place, true, "hide",
                    $"{meta.Path} hides by a regular expression of Go's that .NET does not have or reads otherwise: "
                    + $"write it anew under Hide of an Access rule: {pattern}"));
            }
            else
            {
                hide.Add((JsonNode)JsonValue.Create(pattern));
            }
        }

        if (hide.Count > 0)
        {
            rule[nameof(AccessRuleOptions.Hide)] = hide;
            Note(meta, "hide", $"hides names: here from everybody, administrators too{(meta.HideHoldsBelow ? "" : ", and in all folders below it")}.");
        }
    }

    private void Note(ForeignMeta meta, string code, string message) => notes.Add(new ImportNote(meta.Place, false, code, $"{meta.Path} {message}"));
}
