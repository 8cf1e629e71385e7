namespace Pan123Dav.Authentication.Passwords;

/// <summary>
/// The hash to verify a user's password against; made from a plain password once, off the path of start-up, after which the plain text is let go.
/// </summary>
internal sealed class StoredPassword
{
    private readonly Lazy<Task<string>> _hash;
    private string? _plain;

    private StoredPassword(Lazy<Task<string>> hash) => _hash = hash;

    private StoredPassword(string name, string plain, LimitedPasswordHasher gate)
    {
        _plain = plain;
        _hash = new Lazy<Task<string>>(() => Task.Run(() => HashAsync(name, gate)));
    }

    public static StoredPassword From(UserOptions user, LimitedPasswordHasher gate)
    {
        if (user.PasswordHash is { } hash)
        {
            return PasswordHashFormat.IsValid(hash)
                ? new StoredPassword(new Lazy<Task<string>>(Task.FromResult(hash)))
                : throw new ArgumentException($"The password hash of user {user.Name} is not one that hash-password prints.", nameof(user));
        }

        return string.IsNullOrEmpty(user.Password)
            ? throw new ArgumentException($"User {user.Name} has neither a password hash nor a password.", nameof(user))
            : new StoredPassword(user.Name, user.Password, gate);
    }

    /// <summary>The hash; the first call starts making it.</summary>
    public Task<string> GetHashAsync() => _hash.Value;

    private async Task<string> HashAsync(string name, LimitedPasswordHasher gate)
    {
        var hash = await gate.HashAsync(name, _plain!);
        _plain = null;
        return hash;
    }
}
