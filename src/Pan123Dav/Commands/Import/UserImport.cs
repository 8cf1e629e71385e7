using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Pan123Dav.Storage;
using UserOptions = Pan123Dav.Authentication.UserOptions;

namespace Pan123Dav.Commands.Import;

/// <summary>
/// Makes users of AList's or OpenList's. No password comes along, so each gets the hash of one that nobody knows: the configuration is taken as it is,
/// and nobody gets in before the owner has written another.
/// </summary>
/// <param name="notes">Gets what has no counterpart.</param>
internal sealed class UserImport(ICollection<ImportNote> notes)
{
    /// <summary>The owner's name where the export has nobody.</summary>
    public const string Owner = "admin";

    private const string Remedy = "run `pan123dav hash-password` and write what it prints as PasswordHash; until then nobody can sign in as";

    private static readonly PasswordHasher<object> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    private readonly List<ForeignUser> _taken = [];

    /// <summary>The users, as the configuration has them.</summary>
    public JsonArray Users { get; } = [];

    /// <summary>Names of those who were not asked for folders' passwords.</summary>
    public IEnumerable<string> Trusted => _taken.Count > 0 ? _taken.Where(user => user.NeedsNoFolderPassword).Select(user => user.Name) : [Owner];

    /// <summary>Takes a user over, or says why not.</summary>
    public void Convert(ForeignUser user)
    {
        if (user.Name.Length == 0)
        {
            notes.Add(new ImportNote(user.Place, true, "format", "The user has no \"username\"."));
        }
        else if (user.IsDisabled)
        {
            Note(user, "disabled", "is disabled, so it was left out.");
        }
        else if (user.IsGuest)
        {
            Note(user, "guest", "stands for everybody who has not signed in, which has no counterpart: here everybody signs in.");
        }
        else
        {
            Take(user);
        }
    }

    /// <summary>Adds the owner where nobody was taken over: a gateway without users does not start.</summary>
    public void AddOwner()
    {
        if (Users.Count == 0)
        {
            Users.Add((JsonNode)Create(Owner, isAdmin: true));
            notes.Add(new ImportNote("", false, "password", $"There is no user to take over, so {Owner} was added: {Remedy} {Owner}."));
        }
    }

    private static JsonObject Create(string name, bool isAdmin)
    {
        var user = new JsonObject
        {
            [nameof(UserOptions.Name)] = name,
            [nameof(UserOptions.PasswordHash)] = Hasher.HashPassword(new object(), RandomNumberGenerator.GetHexString(64)),
        };
        if (isAdmin)
        {
            user[nameof(UserOptions.Admin)] = true;
        }

        return user;
    }

    private void Take(ForeignUser user)
    {
        _taken.Add(user);
        var json = Create(user.Name, user.IsAdministrator);
        if (!StoragePath.TryParse(user.BasePath, out var path) || path != StoragePath.Root)
        {
            json[nameof(UserOptions.Paths)] = new JsonArray(JsonValue.Create(user.BasePath));
            Note(user, "base-path", $"sees {user.BasePath} at that path here, and not as the root.");
        }

        Users.Add((JsonNode)json);
        foreach (var role in user.OtherRoles)
        {
            Note(user, "role", FormattableString.Invariant($"has the role {role}, whose rules have no counterpart: write Paths, and Access rules, yourself."));
        }

        Note(user, "password", $"comes without a password, which no export holds: {Remedy} {user.Name}.");
    }

    private void Note(ForeignUser user, string code, string message) => notes.Add(new ImportNote(user.Place, false, code, $"{user.Name} {message}"));
}
