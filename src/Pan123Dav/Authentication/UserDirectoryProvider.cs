using Pan123Dav.Authentication.Passwords;

namespace Pan123Dav.Authentication;

/// <summary>The users as of now. Nobody until the first <see cref="Replace"/>, so a request that comes too early is refused.</summary>
internal sealed class UserDirectoryProvider(LimitedPasswordHasher gate, TimeProvider time)
{
    private volatile UserDirectory _directory = UserDirectory.Create([], _ => throw new InvalidOperationException(), gate, time);

    public UserDirectory Directory => _directory;

    /// <summary>From the next request on these are the users, and everybody's password is verified anew.</summary>
    public void Replace(UserDirectory directory) => _directory = directory;
}
