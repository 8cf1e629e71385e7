using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Authentication.Throttling;
using Pan123Dav.Logging;

namespace Pan123Dav.Tests.Authentication;

/// <summary>Makes user directories for tests and signs in to them as the handler does.</summary>
internal static class Directories
{
    /// <summary>A throttle that lets everything through.</summary>
    public static readonly SignInThrottle Patient = Throttle(1_000_000);

    public static SignInThrottle Throttle(int failures, TimeProvider? time = null)
    {
        var throttle = new SignInThrottle(new GatewayMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>()), time ?? TimeProvider.System, NullLogger<SignInThrottle>.Instance);
        throttle.Use(new SignInOptions { FailuresPerAddress = failures });
        return throttle;
    }

    public static UserDirectory Create(CountingHasher hasher, TimeProvider? time = null, params UserOptions[] users) =>
        UserDirectory.Create(users, user => new StubStorage(user.Name), new LimitedPasswordHasher(hasher), time ?? TimeProvider.System);

    public static UserOptions User(string name, string password) => new() { Name = name, Password = password };

    public static Task<UserAccount?> SignInAsync(this UserDirectory directory, string authorization, CancellationToken? cancellationToken = null)
    {
        Assert.True(BasicCredentials.TryRead(authorization, out var credentials, out var problem), problem);
        return directory.SignInAsync(credentials, () => Patient.Begin(null, credentials.Readings[0].Name), cancellationToken ?? TestContext.Current.CancellationToken);
    }
}
