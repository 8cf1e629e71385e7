using System.Text;
using Pan123Dav.Authentication;
using Pan123Dav.Budgets;
using Pan123Dav.Storage;

namespace Pan123Dav.Configuration;

/// <summary>Reads <c>Pan123Dav:Users</c>.</summary>
internal static class UserOptionsReader
{
    public static IReadOnlyList<UserOptions> Read(SectionReader gateway)
    {
        var users = new List<UserOptions>();
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        var readers = gateway.Sections("Users");
        foreach (var reader in readers)
        {
            var user = ReadUser(reader);
            if (user.Name.Length > 0 && !places.TryAdd(user.Name.Normalize(), reader.Path))
            {
                reader.Fail(nameof(UserOptions.Name), $"is the name of {places[user.Name.Normalize()]} too: each user needs a name of their own");
            }

            users.Add(user);
        }

        if (readers.Count == 0)
        {
            gateway.Fail("Users", "has no user, and nobody could sign in: write \"Users\": [{ \"Name\": \"…\", \"PasswordHash\": \"…\" }]; "
                + "`pan123dav hash-password` prints the hash of a password");
        }

        return users;
    }

    private static UserOptions ReadUser(SectionReader reader)
    {
        var name = reader.Text(nameof(UserOptions.Name));
        if (name is null)
        {
            reader.Fail(nameof(UserOptions.Name), "is missing: write the name this user signs in with");
        }
        else if (name.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value == ':'))
        {
            reader.Fail(nameof(UserOptions.Name), "must not have a colon or control characters in it: Basic authentication ends the name at the first colon (RFC 7617)");
            name = null;
        }

        var password = reader.Text(nameof(UserOptions.Password));
        var hash = reader.Text(nameof(UserOptions.PasswordHash));
        if (password is null && hash is null)
        {
            reader.Fail(nameof(UserOptions.PasswordHash), "is missing: write the hash that `pan123dav hash-password` prints, or a Password");
        }
        else if (password is not null && hash is not null)
        {
            reader.Fail(nameof(UserOptions.Password), "stands beside PasswordHash: keep one of the two, better the hash");
        }

        if (hash is not null && !PasswordHashFormat.IsValid(hash))
        {
            reader.Fail(nameof(UserOptions.PasswordHash), "is no password hash: write the line that `pan123dav hash-password` prints, or put a plain password under Password");
        }

        var paths = reader.StoragePaths(nameof(UserOptions.Paths));
        if (paths is { Count: 0 })
        {
            reader.Fail(nameof(UserOptions.Paths), "names no path this user may see: write [\"/\"] for all, or remove the key");
        }

        var hasBudget = reader.Has(nameof(UserOptions.Budget));
        var budget = UserBudgetOptions.Read(reader.Section(nameof(UserOptions.Budget)));
        return new UserOptions
        {
            Name = name ?? "",
            Password = password,
            PasswordHash = hash,
            Paths = paths ?? [StoragePath.Root],
            Admin = reader.Boolean(nameof(UserOptions.Admin), absent: false),
            Budget = hasBudget ? budget : null,
        };
    }
}
