using Pan123Dav.Authentication;

namespace Pan123Dav.Tests.Authentication;

/// <summary>Makes user directories for tests and signs in to them as the handler does.</summary>
internal static class Directories
{
    public static UserDirectory Create(CountingHasher hasher, TimeProvider? time = null, params UserOptions[] users) =>
        UserDirectory.Create(users, user => new NoStorage(user.Name), new PasswordGate(hasher), time ?? TimeProvider.System);

    public static UserOptions User(string name, string password) => new() { Name = name, Password = password };

    public static Task<UserAccount?> SignInAsync(this UserDirectory directory, string authorization, CancellationToken? cancellationToken = null)
    {
        Assert.True(BasicCredentials.TryRead(authorization, out var credentials, out var problem), problem);
        return directory.SignInAsync(credentials, cancellationToken ?? TestContext.Current.CancellationToken);
    }
}
