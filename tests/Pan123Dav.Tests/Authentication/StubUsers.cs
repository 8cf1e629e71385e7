using Pan123Dav.Authentication;

namespace Pan123Dav.Tests.Authentication;

/// <summary>Users that a test exchanges as a reload does.</summary>
internal sealed class StubUsers(UserDirectory users) : IUserDirectoryProvider
{
    private volatile UserDirectory _users = users;

    public UserDirectory Users
    {
        get => _users;
        set => _users = value;
    }
}
