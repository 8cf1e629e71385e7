using System.Globalization;
using System.Text;
using System.Text.Json;
using Pan123Dav.Admin.Problems;
using Pan123Dav.Admin.Settings;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Passwords;

namespace Pan123Dav.Admin.Users;

/// <summary>What a request wants a user to be: which members it has, and what they say. Every mistake is told at once.</summary>
internal sealed class UserRequest
{
    private const int MaxName = 128;
    private const int MaxPassword = 512;

    private static readonly string[] Limits =
        [nameof(UserBudget.DailyBytes), nameof(UserBudget.DailyLinks), nameof(UserBudget.RequestsPerMinute), nameof(UserBudget.ProbeBytes)];

    private readonly JsonFields _fields;

    private UserRequest(JsonFields fields) => _fields = fields;

    /// <summary>Null when it is left out.</summary>
    public string? Name { get; private init; }

    /// <summary>Null when it is left out.</summary>
    public string? Password { get; private init; }

    /// <summary>Null when they are left out; none when they are taken away.</summary>
    public IReadOnlyList<string>? Paths { get; private init; }

    /// <summary>Null when it is left out.</summary>
    public bool? Admin { get; private init; }

    /// <summary>By the names of the configuration, null for a limit that is taken away; null when all of it is left out, empty when it is taken away.</summary>
    public IReadOnlyList<(string Name, long? Limit)>? Budget { get; private init; }

    /// <summary>Whether a budget of the user's own is taken away.</summary>
    public bool TakesBudgetAway { get; private init; }

    /// <summary>Reads a body.</summary>
    /// <param name="body">JSON.</param>
    /// <exception cref="ApiProblem">It is no JSON object.</exception>
    public static UserRequest Read(byte[] body)
    {
        var fields = JsonFields.Parse(body, ["name", "password", "paths", "admin", "budget"]);
        var budget = fields.Section("budget", [.. Limits.Select(JsonNamingPolicy.CamelCase.ConvertName)]);
        return new UserRequest(fields)
        {
            Name = fields.Text("name"),
            Password = fields.Text("password"),
            Paths = fields.IsNull("paths") ? [] : fields.Texts("paths"),
            Admin = fields.IsNull("admin") ? false : fields.Boolean("admin"),
            Budget = budget is null ? null
                : [.. Limits.Where(limit => budget.Has(JsonNamingPolicy.CamelCase.ConvertName(limit)))
                    .Select(limit => (limit, budget.Number(JsonNamingPolicy.CamelCase.ConvertName(limit))))],
            TakesBudgetAway = fields.IsNull("budget"),
        };
    }

    /// <summary>Ends with every mistake there is, as far as it can be told without the configuration.</summary>
    /// <param name="name">Whose request it is when it is a change; null for a new user.</param>
    /// <exception cref="ApiProblem">There is one.</exception>
    public void Check(string? name)
    {
        if (name is null && string.IsNullOrEmpty(Name))
        {
            _fields.AddError("name", static text => text.NameMissing);
        }
        else if (name is null && (Name!.Length > MaxName || Name != Name.Trim() || Name is "." or ".." || Name.EnumerateRunes().Any(IsStrange)))
        {
            _fields.AddError("name", static text => text.NameStrange);
        }
        else if (name is not null && Name is not null && Name != name)
        {
            _fields.AddError("name", static text => text.NameStays);
        }

        CheckPassword(name);
        _fields.ThrowOnErrors();
    }

    /// <summary>Whether a user's section says so, whichever sources it comes from. The password is not looked at.</summary>
    public bool IsIn(IConfigurationSection user) =>
        (Paths is null || GetPaths(user).SequenceEqual(Paths.Count == 0 ? ["/"] : Paths))
        && (Admin is not { } admin || admin == string.Equals(user[nameof(UserOptions.Admin)], bool.TrueString, StringComparison.OrdinalIgnoreCase))
        && (!TakesBudgetAway || Limits.All(limit => string.IsNullOrEmpty(user[$"Budget:{limit}"])))
        && (Budget ?? []).All(limit => (limit.Limit?.ToString(CultureInfo.InvariantCulture) ?? "") == (user[$"Budget:{limit.Name}"] ?? ""));

    private static List<string> GetPaths(IConfigurationSection user)
    {
        var paths = user.GetSection(nameof(UserOptions.Paths)).GetChildren().Select(path => path.Value ?? "").Where(path => path.Length > 0).ToList();
        return paths.Count == 0 ? ["/"] : paths;
    }

    private void CheckPassword(string? name)
    {
        if (Password is null)
        {
            if (name is null || _fields.Has("password"))
            {
                _fields.AddError("password", static text => text.PasswordMissing);
            }
        }
        else if (Password.Length > MaxPassword || Password.Any(char.IsControl))
        {
            _fields.AddError("password", static text => text.PasswordStrange);
        }
        else if (WeakPassword.Find(name ?? Name ?? "", Password) is { } weakness)
        {
            _fields.AddError("password", text => text.WeakPassword(weakness));
        }
    }

    // Basic ends a name at a colon, and the user's address at a slash. What nobody sees, or turns a text around, could pass one user off for another.
    private static bool IsStrange(Rune rune) => rune == Rune.ReplacementChar || rune.Value is ':' or '/' or '\\'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
