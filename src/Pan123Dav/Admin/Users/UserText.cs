using Pan123Dav.Admin.Settings;
using Pan123Dav.Authentication;
using Pan123Dav.Configuration.Editing;

namespace Pan123Dav.Admin.Users;

/// <summary>Users in the text of a settings file.</summary>
internal static class UserText
{
    private const string Section = "Pan123Dav";
    private const string Budget = "Budget";

    /// <summary>The text with one more user, the last of the list.</summary>
    public static byte[] Add(byte[] text, UserRequest request, string hash)
    {
        var members = new List<(string, string)>
        {
            (nameof(UserOptions.Name), JsonText.Quote(request.Name!)),
            (nameof(UserOptions.PasswordHash), JsonText.Quote(hash)),
        };
        if (request.Paths is { Count: > 0 } paths)
        {
            members.Add((nameof(UserOptions.Paths), JsonText.Write(paths)));
        }

        if (request.Admin == true)
        {
            members.Add((nameof(UserOptions.Admin), JsonText.Write(true)));
        }

        if (request.Budget?.Where(limit => limit.Limit is not null).ToList() is { Count: > 0 } limits)
        {
            members.Add((Budget, WriteBudget(limits)));
        }

        text = SettingsDocument.EnsureList(text, Section, "Users");
        return SettingsDocument.Change(text, UserSection.ListKey, (editor, list) => editor.Append(list, [JsonText.Write(members)]));
    }

    /// <summary>The text with another content of one user. Members that are not named stay as they are.</summary>
    /// <param name="text">The file.</param>
    /// <param name="user">What is in force, from this file and others.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="hash">Of a new password; null for the old one.</param>
    public static byte[] Change(byte[] text, IConfigurationSection user, UserRequest request, string? hash)
    {
        var key = user.Path;
        if (hash is not null)
        {
            text = SetPassword(text, key, JsonText.Quote(hash), hasPassword: !string.IsNullOrEmpty(user[nameof(UserOptions.Password)]));
        }

        if (request.Paths is { } paths)
        {
            text = paths.Count == 0 ? Remove(text, key, nameof(UserOptions.Paths)) : Set(text, key, nameof(UserOptions.Paths), JsonText.Write(paths));
        }

        if (request.Admin is { } admin && (admin || !string.IsNullOrEmpty(user[nameof(UserOptions.Admin)])))
        {
            text = Set(text, key, nameof(UserOptions.Admin), JsonText.Write(admin));
        }

        return request.TakesBudgetAway ? Remove(text, key, Budget)
            : request.Budget is { Count: > 0 } budget ? SetBudget(text, key, budget)
            : text;
    }

    /// <summary>The text without one user.</summary>
    public static byte[] Remove(byte[] text, string key)
    {
        var end = key.LastIndexOf(':');
        var index = int.Parse(key.AsSpan(end + 1), System.Globalization.CultureInfo.InvariantCulture);
        return SettingsDocument.Change(text, key[..end], (editor, list) => editor.Remove(list, index));
    }

    private static byte[] Set(byte[] text, string key, string name, string json) =>
        SettingsDocument.Change(text, key, (editor, user) => editor.Set(user, name, json));

    private static byte[] Remove(byte[] text, string key, string name) =>
        SettingsDocument.Change(text, key, (editor, user) => editor.Remove(user, name));

    // One of the two may stand there, and the hash takes its place. A password in a file below this one is covered by a blank.
    private static byte[] SetPassword(byte[] text, string key, string hash, bool hasPassword)
    {
        text = SettingsDocument.Change(text, key, (editor, user) =>
        {
            if (user.Find(nameof(UserOptions.PasswordHash)) is null && user.Find(nameof(UserOptions.Password)) is not null)
            {
                editor.Rename(user, nameof(UserOptions.Password), nameof(UserOptions.PasswordHash), hash);
                hasPassword = false;
                return;
            }

            editor.Set(user, nameof(UserOptions.PasswordHash), hash);
        });
        return hasPassword ? Set(text, key, nameof(UserOptions.Password), "\"\"") : text;
    }

    private static byte[] SetBudget(byte[] text, string key, IReadOnlyList<(string Name, long? Limit)> limits)
    {
        var budget = $"{key}:{Budget}";
        if (SettingsDocument.Find(text, budget) is not { IsObject: true })
        {
            return limits.All(limit => limit.Limit is null) ? text : Set(text, key, Budget, WriteBudget(limits.Where(limit => limit.Limit is not null)));
        }

        foreach (var (name, limit) in limits)
        {
            text = limit is { } number ? Set(text, budget, name, JsonText.Write(number)) : Remove(text, budget, name);
        }

        return text;
    }

    private static string WriteBudget(IEnumerable<(string Name, long? Limit)> limits) =>
        JsonText.Write(limits.Select(limit => (limit.Name, JsonText.Write(limit.Limit!.Value))));
}
