using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Storage;

namespace Pan123Dav.Authentication;

/// <summary>The configured users and the credentials recognised lately. Never changes; a reload makes another, and what was recognised goes with the old one.</summary>
internal sealed class UserDirectory
{
    private readonly FrozenDictionary<string, Member> _members;
    private readonly CredentialCache _recognised;
    private readonly VerificationCoalescer _pending = new();
    private readonly LimitedPasswordHasher _gate;
    private readonly TimeProvider _time;

    private UserDirectory(FrozenDictionary<string, Member> members, LimitedPasswordHasher gate, TimeProvider time)
    {
        _members = members;
        _gate = gate;
        _time = time;
        _recognised = new CredentialCache(time);
    }

    /// <summary>Makes accounts of options that were found valid. Plain passwords are hashed in the background, one after another.</summary>
    /// <param name="users">Their names all differ.</param>
    /// <param name="view">The tree as a user sees it.</param>
    /// <param name="gate">The one of the process.</param>
    /// <param name="time">Says when credentials must be verified anew.</param>
    /// <exception cref="ArgumentException">A name comes twice, or a password is missing or its hash is none.</exception>
    public static UserDirectory Create(IReadOnlyList<UserOptions> users, Func<UserOptions, IStorage> view, LimitedPasswordHasher gate, TimeProvider time)
    {
        var members = new Dictionary<string, Member>(users.Count, StringComparer.Ordinal);
        foreach (var user in users)
        {
            members.Add(user.Name, new Member(new UserAccount(user.Name, view(user), user.Admin), StoredPassword.From(user, gate)));
        }

        var directory = new UserDirectory(members.ToFrozenDictionary(StringComparer.Ordinal), gate, time);
        _ = Task.Run(directory.HashPlainPasswordsAsync);
        return directory;
    }

    /// <summary>The user of this name, exactly as configured; null when there is none.</summary>
    public UserAccount? Find(string name) => _members.TryGetValue(name, out var member) ? member.Account : null;

    /// <summary>Whether this Authorization header was verified in the last minutes. Hashes no password.</summary>
    public bool TryRecognise(string authorization, [NotNullWhen(true)] out UserAccount? account) =>
        _recognised.TryRecognise(authorization, out account);

    /// <summary>Whose credentials they are; null when they are nobody's. Takes as much work for a user there is not as for a wrong password.</summary>
    /// <param name="credentials">What the client sent.</param>
    /// <param name="begin">Called once if a password is to be verified: requests that share the work are one attempt.</param>
    /// <param name="cancellationToken">Ends the work when the client is gone.</param>
    /// <exception cref="OperationCanceledException">The client went away before the answer was known.</exception>
    /// <exception cref="SignInThrottledException">What <paramref name="begin"/> threw.</exception>
    public Task<UserAccount?> SignInAsync(BasicCredentials credentials, Func<SignInAttempt> begin, CancellationToken cancellationToken)
    {
        var digest = _recognised.Digest(credentials.Authorization);
        return _pending.ShareAsync(digest, cancellation => TryAsync(digest, credentials, begin, cancellation), cancellationToken);
    }

    /// <summary>Lets a token be recognised from now on, unless its time may be over before it is looked at again.</summary>
    public void Remember(string authorization, UserAccount account, DateTimeOffset? expires)
    {
        if (expires - _time.GetUtcNow() > CredentialCache.Lifetime)
        {
            _recognised.Add(_recognised.Digest(authorization), account);
        }
    }

    private async Task<UserAccount?> TryAsync(CredentialDigest digest, BasicCredentials credentials, Func<SignInAttempt> begin, CancellationToken cancellationToken)
    {
        // Another request may have finished the same work after this one had looked.
        if (_recognised.TryGet(digest, out var recognised))
        {
            return recognised;
        }

        var attempt = begin();
        Action end = attempt.Abandon;
        try
        {
            var account = await VerifyAsync(digest, credentials, cancellationToken);
            end = account is null ? attempt.Fail : attempt.Succeed;
            return account;
        }
        finally
        {
            end();
        }
    }

    private async Task<UserAccount?> VerifyAsync(CredentialDigest digest, BasicCredentials credentials, CancellationToken cancellationToken)
    {
        foreach (var reading in credentials.Readings)
        {
            if (await VerifyAsync(reading, cancellationToken) is { } account)
            {
                _recognised.Add(digest, account);
                return account;
            }
        }

        return null;
    }

    private async ValueTask<UserAccount?> VerifyAsync(DecodedCredentials reading, CancellationToken cancellationToken)
    {
        var member = FindMember(reading.Name);
        if ((member ?? StandIn(reading.Name)) is not { } measure)
        {
            return null;
        }

        var hash = await measure.Password.GetHashAsync().WaitAsync(cancellationToken);
        var matches = await _gate.VerifyAsync(reading.Name, hash, reading.Password, cancellationToken);
        return matches ? member?.Account : null;
    }

    // Windows sends DOMAIN\name when the user is asked for a name only.
    private Member? FindMember(string name) =>
        _members.TryGetValue(name, out var member) || _members.TryGetValue(name[(name.LastIndexOf('\\') + 1)..], out member) ? member : null;

    // A name that nobody has is verified against somebody's hash, always the same one's, and the outcome thrown away: it then takes the time
    // a user's wrong password takes, also where the hashes are of different strength. String hashes are seeded, so nobody can tell whose it is.
    private Member? StandIn(string name) =>
        _members.Count == 0 ? null : _members.Values[(int)((uint)name.GetHashCode(StringComparison.Ordinal) % (uint)_members.Count)];

    private async Task HashPlainPasswordsAsync()
    {
        foreach (var member in _members.Values)
        {
            await member.Password.GetHashAsync();
        }
    }

    private sealed class Member(UserAccount account, StoredPassword password)
    {
        public UserAccount Account { get; } = account;

        public StoredPassword Password { get; } = password;
    }
}
