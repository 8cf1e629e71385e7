using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Storage;

namespace Pan123Dav.Authentication;

/// <summary>
/// The configured users, and the credentials recognised lately. Looks up and decides nothing: <see cref="PasswordAuthenticator"/> does.
/// Never changes; a reload makes another, and what was recognised goes with the old one.
/// </summary>
internal sealed class UserDirectory
{
    private readonly FrozenDictionary<string, Member> _members;
    private readonly CredentialCache _recognised;
    private readonly TimeProvider _time;

    private UserDirectory(FrozenDictionary<string, Member> members, TimeProvider time)
    {
        _members = members;
        _time = time;
        _recognised = new CredentialCache(time);
    }

    /// <summary>Makes accounts of options that were found valid. Plain passwords are hashed in the background, one after another.</summary>
    /// <param name="users">Their names all differ.</param>
    /// <param name="view">The tree as a user sees it.</param>
    /// <param name="hasher">The one of the process.</param>
    /// <param name="time">Says when credentials must be verified anew.</param>
    /// <exception cref="ArgumentException">A name comes twice, or a password is missing or its hash is none.</exception>
    public static UserDirectory Create(IReadOnlyList<UserOptions> users, Func<UserOptions, IStorage> view, LimitedPasswordHasher hasher, TimeProvider time)
    {
        var members = new Dictionary<string, Member>(users.Count, StringComparer.Ordinal);
        foreach (var user in users)
        {
            members.Add(user.Name, new Member(CreateAccount(user, view), StoredPassword.From(user, hasher)));
        }

        var directory = new UserDirectory(members.ToFrozenDictionary(StringComparer.Ordinal), time);
        _ = Task.Run(directory.HashPlainPasswordsAsync);
        return directory;
    }

    /// <summary>The names of all of them, in no order.</summary>
    public IEnumerable<string> Names => _members.Keys;

    /// <summary>The user of this name, exactly as configured; null when there is none.</summary>
    public UserAccount? Find(string name) => _members.TryGetValue(name, out var member) ? member.Account : null;

    /// <summary>Whether this Authorization header was verified in the last minutes. Hashes no password.</summary>
    public bool TryRecognise(string authorization, [NotNullWhen(true)] out UserAccount? account) =>
        _recognised.TryRecognise(authorization, out account);

    /// <summary>Whether credentials of this digest were verified in the last minutes.</summary>
    public bool TryRecognise(CredentialDigest digest, [NotNullWhen(true)] out UserAccount? account) => _recognised.TryGet(digest, out account);

    /// <summary>What stands for an Authorization header here, and in no other directory.</summary>
    public CredentialDigest GetDigest(string authorization) => _recognised.Digest(authorization);

    /// <summary>Lets credentials be recognised from now on.</summary>
    public void Remember(CredentialDigest digest, UserAccount account) => _recognised.Add(digest, account);

    /// <summary>Lets a token be recognised from now on, unless its time may be over before it is looked at again.</summary>
    public void Remember(string authorization, UserAccount account, DateTimeOffset? expires)
    {
        if (expires - _time.GetUtcNow() > CredentialCache.Lifetime)
        {
            _recognised.Add(_recognised.Digest(authorization), account);
        }
    }

    /// <summary>
    /// What a password given for <paramref name="name"/> is measured against, and whose account that is. A name that nobody has gets somebody's password,
    /// always the same one's, and no account: it then takes the time that a user's wrong password takes, also where the hashes are of different strength.
    /// </summary>
    /// <returns>No password where there are no users at all.</returns>
    public (StoredPassword? Password, UserAccount? Account) FindPassword(string name)
    {
        // Windows sends DOMAIN\name when the user is asked for a name only.
        if (_members.TryGetValue(name, out var member) || _members.TryGetValue(name[(name.LastIndexOf('\\') + 1)..], out member))
        {
            return (member.Password, member.Account);
        }

        // String hashes are seeded, so nobody can tell whose it is.
        return _members.Count == 0
            ? default
            : (_members.Values[(int)((uint)name.GetHashCode(StringComparison.Ordinal) % (uint)_members.Count)].Password, null);
    }

    private static UserAccount CreateAccount(UserOptions user, Func<UserOptions, IStorage> view) => new(user.Name, view(user), user.Admin)
    {
        CredentialStamp = SHA256.HashData(Encoding.UTF8.GetBytes($"pan123dav\0{user.Name}\0{user.PasswordHash ?? user.Password}")),
    };

    private async Task HashPlainPasswordsAsync()
    {
        foreach (var member in _members.Values)
        {
            await member.Password.GetHashAsync();
        }
    }

    private sealed record Member(UserAccount Account, StoredPassword Password);
}
