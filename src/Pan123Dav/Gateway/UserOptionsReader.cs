using System.Text;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Budgets;
using Pan123Dav.Configuration;
using Pan123Dav.Storage;

namespace Pan123Dav.Gateway;

/// <summary>Reads <c>Pan123Dav:Users</c>.</summary>
internal static class UserOptionsReader
{
    private const string Budget = "Budget";

    // bcrypt, argon2 and the kinds of crypt(3).
    private static readonly string[] ForeignHashes =
        ["$2a$", "$2b$", "$2x$", "$2y$", "$argon2", "$1$", "$5$", "$6$", "$7$", "$y$", "$apr1$", "$scrypt$", "$pbkdf2"];

    /// <param name="gateway">The gateway's section.</param>
    /// <param name="budgets">Takes the limits of those users who have some of their own, by name.</param>
    /// <param name="noFile">A sentence for an owner whose settings file was not found; null when there is one.</param>
    public static IReadOnlyList<UserOptions> Read(SectionReader gateway, List<KeyValuePair<string, UserBudgetOptions>> budgets, string? noFile = null)
    {
        var users = new List<UserOptions>();
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        var similar = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var readers = gateway.Sections("Users");
        foreach (var reader in readers)
        {
            var user = ReadUser(reader, budgets);
            if (user.Name.Length > 0 && !places.TryAdd(user.Name.Normalize(), reader.Path))
            {
                reader.AddError(nameof(UserOptions.Name), $"is the name of {places[user.Name.Normalize()]} too: each user needs a name of their own");
            }
            else if (user.Name.Length > 0 && !similar.TryAdd(user.Name.Normalize(), reader.Path))
            {
                reader.Warn(nameof(UserOptions.Name), "similar-name",
                    $"differs from that of {similar[user.Name.Normalize()]} in letter case only, and these are two users: "
                    + "write a name that differs more, or remove one");
            }

            if (user.ApiToken is { } token && !tokens.TryAdd(token, reader.Path))
            {
                reader.AddError(nameof(UserOptions.ApiToken), $"is that of {tokens[token]} too: a token must tell who sends it");
            }

            users.Add(user);
        }

        if (readers.Count == 0)
        {
            gateway.AddError("Users", "has no user, and nobody could sign in: write \"Users\": [{ \"Name\": \"…\", \"PasswordHash\": \"…\" }]; "
                + "`pan123dav hash-password` prints the hash of a password"
                + (noFile is null ? "" : $". {noFile}"));
        }

        return users;
    }

    private static UserOptions ReadUser(SectionReader reader, List<KeyValuePair<string, UserBudgetOptions>> budgets)
    {
        var name = reader.Text(nameof(UserOptions.Name));
        if (name is null)
        {
            reader.AddError(nameof(UserOptions.Name), "is missing: write the name this user signs in with");
        }
        else if (name.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value == ':'))
        {
            reader.AddError(nameof(UserOptions.Name),
                "must not have a colon or control characters in it: Basic authentication ends the name at the first colon (RFC 7617)");
            name = null;
        }

        var password = reader.Text(nameof(UserOptions.Password));
        var hash = reader.Text(nameof(UserOptions.PasswordHash));
        if (password is null && hash is null)
        {
            reader.AddError(nameof(UserOptions.PasswordHash), "is missing: write the hash that `pan123dav hash-password` prints, or a Password");
        }
        else if (password is not null && hash is not null)
        {
            reader.AddError(nameof(UserOptions.Password), "stands beside PasswordHash: keep one of the two, better the hash");
        }

        if (password is not null && LooksLikeHash(password))
        {
            reader.Warn(nameof(UserOptions.Password), "password-hash",
                "looks like the hash of a password, and is taken for the password itself: write what `pan123dav hash-password` prints under PasswordHash");
        }

        if (hash is not null && !PasswordHashFormat.IsValid(hash))
        {
            reader.AddError(nameof(UserOptions.PasswordHash),
                "is no password hash: write the line that `pan123dav hash-password` prints, or put a plain password under Password");
        }

        var paths = reader.StoragePaths(nameof(UserOptions.Paths));
        if (paths is { Count: 0 })
        {
            reader.AddError(nameof(UserOptions.Paths), "names no path this user may see: write [\"/\"] for all, or remove the key");
        }

        var hasBudget = reader.Has(Budget);
        var budget = UserBudgetOptions.ReadOfUser(reader.Section(Budget));
        if (hasBudget)
        {
            budgets.Add(KeyValuePair.Create(name ?? "", budget));
        }

        return new UserOptions
        {
            Name = name ?? "",
            Password = password,
            PasswordHash = hash,
            Paths = paths ?? [StoragePath.Root],
            ApiToken = ReadApiToken(reader),
            Admin = reader.Boolean(nameof(UserOptions.Admin), absent: false),
        };
    }

    private static string? ReadApiToken(SectionReader reader)
    {
        var token = reader.Text(nameof(UserOptions.ApiToken));
        if (token is null || ApiToken.IsValid(token))
        {
            return token;
        }

        reader.AddError(nameof(UserOptions.ApiToken), $"must be {ApiToken.MinLength} to {ApiToken.MaxLength} ASCII characters without blanks, "
            + "such as `openssl rand -hex 32` prints: remove the key, and the gateway makes one");
        return null;
    }

    // Ours, also one that was cut, and those of other programs.
    private static bool LooksLikeHash(string password) =>
        PasswordHashFormat.IsValid(password) || (password.StartsWith("AQAAAA", StringComparison.Ordinal) && password.Length >= 40)
            || (password.Length >= 20 && ForeignHashes.Any(beginning => password.StartsWith(beginning, StringComparison.Ordinal)));
}
